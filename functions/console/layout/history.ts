import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { Layout } from './layout.ts';
import { time } from './times.ts';

/** Something that happened: when, what, and who did it if somebody did. */
export type Happening = { readonly at: string; readonly what: Markup | string; readonly by?: string | undefined };

/** Newest first. */
export function history(layout: Layout, happenings: readonly Happening[]): Markup {
  const { tMarkup } = layout.translator;
  const sorted = happenings.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return html`<ol class="history" role="list">
${sorted.map(({ at, what, by }) => {
  const who = by === undefined ? '' : html` ${tMarkup('happened_by', { who: html`<bdi>${by}</bdi>` })}`;
  return html`<li>${what}${who} <span class="small">${time(layout, at)}</span></li>\n`;
})}</ol>`;
}
