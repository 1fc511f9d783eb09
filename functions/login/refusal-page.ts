import { html } from 'hono/html';
import type { ServedProduct } from '../adapters/edge/products.ts';
import type { Refuser, WebRequest } from '../adapters/edge/web-door.ts';
import { type ActivationId, type ProductId, parseActivationId } from '../handshake/ids.ts';
import type { Refusal, RefusalCode } from '../handshake/refusal.ts';
import { REFUSALS, type RefusalWords } from '../handshake/refusal-words.ts';
import { askAddress, signInAddress, type Where } from './addresses.ts';
import { type Markup, page } from './page.ts';

/** Refusals that the merchant can overcome right here. */
const WAYS_ON: Readonly<Partial<Record<RefusalCode, { text: string; to: (where: Where) => string }>>> = {
  signin_refused: { text: 'Sign in again', to: signInAddress },
  signin_unavailable: { text: 'Sign in again', to: signInAddress },
  account_unclear: { text: 'Back', to: askAddress },
  move_not_confirmed: { text: 'Go back', to: askAddress },
  return_not_confirmed: { text: 'Go back', to: askAddress },
};

/** A refusal for the person in front of the popup. Facts are for the log: only the activation's id is shown. */
export function refusalPage(served: (id: string) => ServedProduct): Refuser {
  return (refusal, request) => {
    const words: RefusalWords = REFUSALS[refusal.code];
    const product = productOf(served, String(refusal.facts['product'] ?? request.product));
    const activation = activationOf(refusal, request);
    const reference = activation === undefined ? refusal.code : `${refusal.code} · ${activation}`;
    return page({
      status: words.status,
      product: product?.name,
      title: words.title,
      content: html`<p>${words.happened}</p>
<p>${words.next}</p>
${wayOn(refusal.code, product?.id, activation)}
<p class="reference">Reference: ${reference}</p>`,
    });
  };
}

function wayOn(code: RefusalCode, product: ProductId | undefined, activation: ActivationId | undefined): Markup | '' {
  const way = WAYS_ON[code];
  if (way === undefined || product === undefined || activation === undefined) return '';
  return html`<p class="actions"><a class="button" href="${way.to({ product, activation })}">${way.text}</a></p>`;
}

function productOf(served: (id: string) => ServedProduct, id: string): ServedProduct | undefined {
  try {
    return served(id);
  } catch {
    return undefined;
  }
}

function activationOf({ facts }: Refusal, { query }: WebRequest): ActivationId | undefined {
  try {
    return parseActivationId(String(facts['activation'] ?? query.get('activation') ?? ''));
  } catch {
    return undefined;
  }
}
