import { html } from 'hono/html';
import type { Markup, Voice } from '../texts/translator.ts';

export type Tie = {
  /** The store's host. */
  readonly store: string;
  readonly product: string;
  /** What the account is recognised by, and the way to another one. */
  readonly account?: { readonly label: string; readonly change: string };
};

/** What is to be tied to what, each on a line of its own: no name can pass for a part of another. */
export function tie({ line }: Voice, { store, product, account }: Tie): Markup {
  return html`<dl class="tie">
<div><dt>${line('store')}</dt><dd><strong class="store">${store}</strong></dd></div>
<div><dt>${line('product')}</dt><dd><strong>${product}</strong></dd></div>
${account === undefined ? '' : html`<div><dt>${line('account')}</dt><dd><strong><bdi>${account.label}</bdi></strong> <a href="${account.change}">${line('not_you')}</a></dd></div>\n`}</dl>`;
}
