import { percentDecode } from './bytes.ts';

/** A parameter that PHP reads as an array: its value never gets into a signature. */
export const ARRAY = Symbol('a PHP array');

/**
 * The top level of what PHP's `parse_str` makes of a query: a name with `[…]` is an array, blanks and dots in a name
 * become `_`, a `+` in a name or value is a blank, a piece without `=` has an empty value, the last of two wins.
 * Source: `php_default_treat_data` and `php_register_variable_ex` in `main/php_variables.c`.
 */
export function parseStr(query: string): ReadonlyMap<string, string | typeof ARRAY> {
  const variables = new Map<string, string | typeof ARRAY>();
  for (const piece of query.split('&')) {
    const equals = piece.indexOf('=');
    const value = equals === -1 ? '' : piece.slice(equals + 1);
    const { name, isArray } = variableName(formDecode(equals === -1 ? piece : piece.slice(0, equals)));
    if (name !== '') variables.set(name, isArray ? ARRAY : formDecode(value));
  }
  return variables;
}

function formDecode(text: string): string {
  return percentDecode(text.replaceAll('+', ' '));
}

function variableName(decoded: string): { name: string; isArray: boolean } {
  // C strings: what follows a NUL byte is not part of the name
  const [visible = ''] = decoded.replace(/^ +/, '').split('\0');
  const bracket = visible.indexOf('[');
  if (bracket === 0) return { name: '', isArray: false };
  const isArray = bracket !== -1 && visible.includes(']', bracket);
  const name = isArray ? visible.slice(0, bracket) : visible;
  return { name: name.replace(/[ .[]/g, '_'), isArray };
}
