import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import type { FindProduct, PublishedProducts } from '../../products/published-products.ts';
import { layoutFor } from '../layout/layout.ts';
import { callbackPageUrl, startPageUrl } from '../page-urls.ts';
import { callbackPage, startPage } from '../pages/address-pages.ts';

export type Deps = {
  readonly findProduct: FindProduct;
  readonly ids: PublishedProducts['ids'];
  readonly publicUrl: string;
};

/** What is shown to people who look at an address of ours in a browser. */
export function showAddresses(deps: Deps) {
  return {
    'GET /': showStartPage(deps),
    'GET /{product}/callback': showCallbackPage(deps),
  } satisfies Record<string, HttpHandler>;
}

/** Ids and names of products are public: every popup shows them. */
function showStartPage({ findProduct, ids, publicUrl }: Deps): HttpHandler {
  return async (request) => {
    const products = await Promise.all((await ids()).map(findProduct));
    return startPage(layoutFor(request, undefined, startPageUrl()), products, publicUrl);
  };
}

/** Magento only ever sends POST to it. */
function showCallbackPage({ findProduct, publicUrl }: Deps): HttpHandler {
  return async (request) => {
    const product = await findProduct(request.product);
    return callbackPage(layoutFor(request, product, callbackPageUrl(product.id)), publicUrl);
  };
}
