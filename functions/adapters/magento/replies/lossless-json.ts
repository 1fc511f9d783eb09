import { isDeeperThan } from '../../../domain/parse-json.ts';

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

/** Deeper than any answer of Magento's (a dozen levels). */
export const STORE_JSON_DEPTH = 200;

/**
 * Parses a store's JSON, with the numbers that JavaScript would change (ids above 2^53, `12.5000`) as raw JSON:
 * `JSON.stringify` writes them as they came, `numberOf` reads them.
 *
 * @param maxDepth how deeply lists and objects may be nested
 * @returns undefined for what is no JSON, or is nested more deeply
 */
export function parseLossless(text: string, maxDepth: number = STORE_JSON_DEPTH): unknown {
  if (isDeeperThan(text, maxDepth)) return undefined;
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
