/**
 * Orders like PHP's `strnatcmp`: runs of digits compare as numbers, everything else by octet. A run that begins
 * with a zero compares as a fraction, digit by digit. Blanks, which PHP skips, cannot occur in encoded names.
 */
export function naturalOrder(left: string, right: string): number {
  const lefts = runs(left);
  const rights = runs(right);
  for (let at = 0; at < lefts.length && at < rights.length; at += 1) {
    const order = runOrder(lefts[at] ?? '', rights[at] ?? '');
    if (order !== 0) return order;
  }
  return lefts.length - rights.length;
}

/** Digits stay together, any other octet is a run of its own; zeros before the first digit of the text do not count. */
function runs(text: string): string[] {
  return text.replace(/^0+(?=\d)/, '').match(/\d+|\D/gs) ?? [];
}

function runOrder(left: string, right: string): number {
  if (!isDigits(left) || !isDigits(right)) return octetOrder(left.slice(0, 1), right.slice(0, 1));
  const fraction = left.startsWith('0') || right.startsWith('0');
  if (!fraction && left.length !== right.length) return left.length - right.length;
  return octetOrder(left, right);
}

function isDigits(run: string): boolean {
  return /^\d/.test(run);
}

/** Plain byte order of octet texts. */
export function octetOrder(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
