import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { Layout } from '../layout/layout.ts';

export type Bar = {
  readonly label: Markup;
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly atLeast?: boolean;
};

/** Counts beside each other, each with a bar: the longest is the largest. The numbers say it without the bars. */
export function barList({ translator }: Layout, bars: readonly Bar[]): Markup {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const format = new Intl.NumberFormat(translator.language);
  return html`<ul class="bars" role="list">
${bars.map(({ label, count, atLeast = false }) => {
  const width = Math.round((100 * count) / most);
  return html`<li><span>${label}</span><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg><b>${format.format(count)}${atLeast ? '+' : ''}</b></li>\n`;
})}</ul>`;
}

export function card(title: string, content: Markup): Markup {
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}
