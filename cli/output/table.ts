import { details } from './details.ts';
import { type Line, plain, type Text } from './line.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { cut, widthOf } from './width.ts';

/** One column of a table. */
export type Column<Row> = {
  readonly title: string;
  readonly of: (row: Row, screen: Screen) => Text | undefined;
  /** May be cut down to so many columns of the terminal. Left out: never, as for ids, which are copied. */
  readonly min?: number;
  /** Left out where the terminal is too narrow, the last one first. */
  readonly optional?: boolean;
};

const GAP = 2;

/** Rows below titles, within the width of the terminal; where even that does not do, row by row in several lines. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], screen: Screen): Line[] {
  const isFilled = ({ of, optional }: Column<Row>) => optional !== true || rows.some((row) => of(row, screen));
  for (let shown = columns.filter(isFilled); ; ) {
    const cells = rows.map((row) => shown.map(({ of }) => shownText(of(row, screen))));
    const widths = fitted(shown, cells, screen.width);
    if (widths !== undefined) {
      const titles = shown.map(({ title }): Text => ({ text: title, style: 'bold' }));
      return [titles, ...cells].map((row) => lineOf(row, widths));
    }
    const optional = shown.findLastIndex((column) => column.optional === true);
    if (optional < 0) return stacked(columns, rows, screen);
    shown = shown.toSpliced(optional, 1);
  }
}

function shownText(text: Text | undefined): Text {
  const shown = text ?? '';
  return typeof shown === 'string' ? printable(shown) : { ...shown, text: printable(shown.text) };
}

/** Width of each column; undefined when they do not fit. */
function fitted<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly Text[])[],
  most: number | undefined,
): readonly number[] | undefined {
  const widths = columns.map(({ title }, at) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(plain(row[at] ?? '')))),
  );
  if (most === undefined) return widths;
  const room = most - GAP * (columns.length - 1);
  for (;;) {
    const over = widths.reduce((sum, width) => sum + width, 0) - room;
    if (over <= 0) return widths;
    const spare = columns.map(({ min }, at) => (min === undefined ? 0 : (widths[at] ?? 0) - min));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) <= 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function lineOf(row: readonly Text[], widths: readonly number[]): Line {
  const last = row.findLastIndex((text) => plain(text) !== '');
  return row.slice(0, last + 1).flatMap((text, at): Text[] => {
    const width = widths[at] ?? 0;
    const short = cut(plain(text), width);
    const shown = typeof text === 'string' ? short : { text: short, style: text.style };
    return at === last ? [shown] : [shown, ' '.repeat(width - widthOf(short) + GAP)];
  });
}

function stacked<Row>(columns: readonly Column<Row>[], rows: readonly Row[], screen: Screen): Line[] {
  return rows.flatMap((row, at) => [
    ...(at === 0 ? [] : ['']),
    ...details(columns.map(({ title, of }) => [title, of(row, screen)])),
  ]);
}
