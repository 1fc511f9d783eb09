import { html } from 'hono/html';
import type { Markup, Translator } from '../texts/translator.ts';

export type Summary = {
  /** The store's host. */
  readonly store: string;
  readonly product: string;
  /** What the account is recognised by, and the URL for choosing another one. */
  readonly account?: { readonly label: string; readonly change: string };
};

/** What is linked to what, each on a line of its own: no name can pass for part of another. */
export function summary({ t }: Translator, { store, product, account }: Summary): Markup {
  return html`<dl class="summary">
<div><dt>${t('store')}</dt><dd><strong class="store">${store}</strong></dd></div>
<div><dt>${t('product')}</dt><dd><strong>${product}</strong></dd></div>
${account === undefined ? '' : html`<div><dt>${t('account')}</dt><dd><strong><bdi>${account.label}</bdi></strong><a href="${account.change}">${t('not_you')}</a></dd></div>\n`}</dl>`;
}
