const ZERO = 0x30;
const NINE = 0x39;

/**
 * PHP's `strnatcmp`, byte for byte (`ext/standard/strnatcmp.c`, the same from PHP 5.4 to 8.4): `img2` before `img10`,
 * case-sensitive. Zeros are skipped at the very start only; elsewhere a number that begins with `0` is compared digit
 * by digit from the left, as a fraction. Blanks never count.
 *
 * @returns a negative number, zero or a positive number, for `Array.prototype.sort`.
 */
export function naturalOrder(left: string, right: string): number {
  if (left === '' || right === '') return left.length - right.length;
  let l = leadingZeros(left);
  let r = leadingZeros(right);
  while (l < left.length && r < right.length) {
    l = skipBlanks(left, l);
    r = skipBlanks(right, r);
    const digits = compareNumbers(left, l, right, r);
    if (digits.order !== 0) return digits.order;
    l += digits.length;
    r += digits.length;
    const order = byteAt(left, l) - byteAt(right, r);
    if (order !== 0) return order;
    l += 1;
    r += 1;
  }
  // Whichever string has ended comes first
  return Number(l < left.length) - Number(r < right.length);
}

/** A string that has ended reads as a NUL byte, as in C. */
function byteAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}

function isDigit(text: string, index: number): boolean {
  const byte = byteAt(text, index);
  return byte >= ZERO && byte <= NINE;
}

/** C's `isspace`: a blank, or tab to carriage return. */
function skipBlanks(text: string, start: number): number {
  let index = start;
  for (let byte = byteAt(text, index); byte === 0x20 || (byte >= 0x09 && byte <= 0x0d); byte = byteAt(text, index)) {
    index += 1;
  }
  return index;
}

function leadingZeros(text: string): number {
  let index = 0;
  while (byteAt(text, index) === ZERO && isDigit(text, index + 1)) index += 1;
  return index;
}

/** Two runs of digits. When they are equal, `length` is how many digits each has; 0 where not both have any. */
function compareNumbers(left: string, l: number, right: string, r: number): { order: number; length: number } {
  if (!isDigit(left, l) || !isDigit(right, r)) return { order: 0, length: 0 };
  const fractional = byteAt(left, l) === ZERO || byteAt(right, r) === ZERO;
  let order = 0;
  let length = 0;
  for (; isDigit(left, l + length) && isDigit(right, r + length); length += 1) {
    if (order === 0) order = byteAt(left, l + length) - byteAt(right, r + length);
    if (fractional && order !== 0) return { order, length };
  }
  const longer = Number(isDigit(left, l + length)) - Number(isDigit(right, r + length));
  return { order: longer === 0 ? order : longer, length };
}
