declare global {
  /** ES2026 "JSON.parse source text access", in V8 since 11.4 (Node 21); TypeScript's library has no types for it yet. */
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): object;
    isRawJSON(value: unknown): value is { readonly rawJSON: string };
  }
}

/** Deeper than any answer of Magento's (a dozen levels), and nothing that recursion minds. */
const DEPTH_MAX = 200;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses a store's JSON. `undefined` for what is none, or is nested deeper than 200 levels: whoever walks down into it
 * (a schema, `JSON.stringify`) would exhaust the stack.
 */
export function parseJson(text: string): unknown {
  if (!isShallow(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The same, with the numbers that JavaScript would change (ids above 2^53, `12.5000`) as raw JSON: `JSON.stringify`
 * writes them as they came, `numberOf` reads them.
 */
export function parseLossless(text: string): unknown {
  if (!isShallow(text)) return undefined;
  try {
    return JSON.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && String(value) !== source ? JSON.rawJSON(source) : value,
    );
  } catch {
    return undefined;
  }
}

/** A number, raw JSON of one, or a text that is nothing but one. */
export function numberOf(value: unknown): number | undefined {
  const plain = JSON.isRawJSON(value) ? value.rawJSON : value;
  if (typeof plain === 'number') return plain;
  return typeof plain === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

function isShallow(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    // `[` and `{`, `]` and `}` differ in one bit.
    else if ((code | 0x20) === 0x7b) depth += 1;
    else if ((code | 0x20) === 0x7d) depth -= 1;
    if (depth > DEPTH_MAX) return false;
  }
  return true;
}

/** The index of the closing quote; the text's end when there is none. */
function endOfString(text: string, opening: number): number {
  let at = opening;
  do {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
  } while (isEscaped(text, at));
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
