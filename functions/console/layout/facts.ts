import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';

/** What is known of something: labels and values, one pair a line. Pairs without a value are left out. */
export function facts(pairs: readonly (readonly [label: string, value: Markup | string | undefined])[]): Markup {
  const shown = pairs.filter(([, value]) => value !== undefined);
  return html`<dl class="facts">
${shown.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}
