import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ProductNames } from '../../adapters/lambda/environment.ts';
import type { ConnectionView } from '../../api/contract/response-schemas.ts';
import { accountPage } from '../../domain/account-page.ts';
import type { Layout } from '../layout/layout.ts';

/** Where accounts are found in the vendor's own products, as the settings say. */
export type AccountPages = {
  /** By product id; see `accountPage`. */
  readonly templates: Readonly<Record<string, string>>;
  readonly products: readonly ProductNames[];
};

/** A link to the store's account in the vendor's own product; nothing where no address of it is known. */
export function accountPageLink(
  { translator }: Layout,
  { templates, products }: AccountPages,
  store: ConnectionView,
): Markup {
  const template = Object.hasOwn(templates, store.product) ? templates[store.product] : undefined;
  const url =
    template &&
    accountPage(template, {
      account: store.account.id,
      issuer: store.account.issuer,
      vendorAccount: store.vendorAccount,
      connection: store.id,
      host: store.store.host,
    });
  if (url === undefined) return html``;
  const product = products.find(({ id }) => id === store.product)?.name ?? store.product;
  const label = translator.tMarkup('open_in_product', { product });
  return html`<a class="button quiet" href="${url}" rel="noopener noreferrer" target="_blank">${label}</a>`;
}
