import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import { isRefusalCode, Refusal } from '../../domain/refusals/refusal.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { layoutFor } from '../layout/layout.ts';
import { noticeUrl } from '../page-urls.ts';
import { alreadyConnectedPage } from '../pages/done-page.ts';

/** The page of an activation that somebody else has finished, as `GET /notice` names it. */
export const ALREADY_CONNECTED = 'already_connected';

/**
 * `GET /notice?page=…&product=…&activation=…`: a page that was shown before, once more, in the language that was chosen
 * on it. It was shown at an address that holds a secret, or that does something each time it is opened.
 */
export function showNotice(deps: { readonly findProduct: FindProduct }): HttpHandler {
  return async (request) => {
    const { query } = request;
    const page = query.get('page') ?? '';
    if (page === ALREADY_CONNECTED) {
      const product = await deps.findProduct(query.get('product') ?? '');
      return alreadyConnectedPage(layoutFor(request, product, noticeUrl(page, product.id)));
    }
    // Both are read like any other of that name before they are shown.
    const facts = { product: query.get('product') ?? '', activation: query.get('activation') ?? '' };
    throw new Refusal(isRefusalCode(page) ? page : 'opened_by_hand', facts);
  };
}
