/** Longer lines are cut: the longest honest one names all of Magento's permissions. */
const LONGEST_LINE = 20_000;

/**
 * A line that shows what it holds and does nothing else: control and format characters, which could colour, hide or
 * forge lines of a report, are written as escapes (`\n`, `\x1b`, `\u202e`).
 */
export function printable(line: string): string {
  const cut = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
  return cut.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return SHORT[character] ?? (code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`);
}
