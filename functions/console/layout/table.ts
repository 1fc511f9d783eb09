import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { hereWith, type Layout } from './layout.ts';

type Cell = Markup | string;
export type Table = {
  /** For screen readers: what the rows are. */
  readonly caption: string;
  readonly head: readonly string[];
  /** Cells in the order of the head. The first names the row. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns, counted from 0, that hold numbers. */
  readonly numbers?: readonly number[];
  /** In place of a table without rows: why there is none, and what to do. */
  readonly empty: Markup;
};

/** Rows on a wide screen, cards on a narrow one. */
export function table({ caption, head, rows, numbers = [], empty }: Table): Markup {
  if (rows.length === 0) return html`<div class="card soft">${empty}</div>`;
  const kind = (column: number) => (numbers.includes(column) ? html` class="number"` : '');
  const cells = (row: readonly Cell[]) =>
    row.map((cell, column) => html`<td data-label="${head[column] ?? ''}"${kind(column)}><span>${cell}</span></td>`);
  return html`<div class="rows"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${head.map((label, column) => html`<th scope="col"${kind(column)}>${label}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody>
</table></div>`;
}

/** On to the next page of a list, and back to its first one. @param next the API's cursor */
export function pager({ translator, here }: Layout, next: string | undefined): Markup | '' {
  const isFirst = !new URLSearchParams(here.split('?')[1]).has('cursor');
  if (isFirst && next === undefined) return '';
  return html`<nav class="pager" aria-label="${translator.t('list_pages')}">${
    isFirst ? '' : html`<a href="${hereWith(here, { cursor: undefined })}">${translator.t('first_page')}</a>`
  }${next === undefined ? '' : html`<a href="${hereWith(here, { cursor: next })}" rel="next">${translator.t('next_page')}</a>`}</nav>`;
}
