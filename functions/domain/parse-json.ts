/** Far above what any document has, far below what exhausts the stack of code that walks the value recursively. */
const MAX_DEPTH = 512;

const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 91, 93, 123, 125] as const;

/**
 * Reads JSON that somebody else wrote.
 *
 * @param maxDepth how deeply lists and objects may be nested
 * @returns undefined for what is no JSON, or is nested more deeply: no JSON text stands for undefined
 */
export function parseJson(text: string, maxDepth: number = MAX_DEPTH): unknown {
  if (isDeeperThan(text, maxDepth)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether JSON is nested more deeply: counts brackets outside of strings, so that no value is walked recursively. */
export function isDeeperThan(text: string, maxDepth: number): boolean {
  if (text.length <= maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) depth += 1;
    else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** @returns where the closing quotation mark is, or the end of the text */
export function endOfString(text: string, start: number): number {
  // Long strings are searched natively.
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes stands before it: they escape each other. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}
