import { styleText } from 'node:util';
import { printable } from './printable.ts';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** Text that may come from anywhere: it is made {@link printable} when it is shown, and its style is kept apart from it. */
export type Text = string | { readonly text: string; readonly style: Style };

/** One line of output, in one piece or in several; or JSON, which is never cut. */
export type Line = Text | readonly Text[] | { readonly json: unknown };

export function plain(text: Text): string {
  return typeof text === 'string' ? text : text.text;
}

/** As it is written to a terminal or a file. */
export function rendered(line: Line, colours: boolean): string {
  if (typeof line === 'object' && 'json' in line) return jsonText(line.json);
  return [line]
    .flat()
    .map((text) => {
      const shown = printable(plain(text));
      // The terminal was asked before; what is tested here would be standard output of this process.
      return typeof text === 'string' || !colours ? shown : styleText(text.style, shown, { validateStream: false });
    })
    .join('');
}

/** JSON that a terminal shows as it is: what could colour or hide text is written as JSON's own escapes. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2).replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
