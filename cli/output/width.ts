import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Cut to so many columns, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let [kept, taken] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    const more = widthOf(segment);
    if (taken + more > width - 1) break;
    [kept, taken] = [kept + segment, taken + more];
  }
  return `${kept}…`;
}

/** Filled with blanks to so many columns. */
export function padded(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(0, width - widthOf(text)))}`;
}
