import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import { securityHeaders } from '../../adapters/lambda/security-headers.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { FindProduct } from '../../products/published-products.ts';
import { type Deps as AdmitDeps, admitBrowser } from '../attempts/admit-browser.ts';
import { requireSession } from '../require-session.ts';

export type Deps = AdmitDeps & {
  readonly findProduct: FindProduct;
  readonly sessions: Pick<Sessions, 'find'>;
};

/**
 * `GET /{product}/seen?activation=…`: an empty style sheet. The sign-in page asks for it, and shows by that that this
 * browser returns our cookie. Says nothing to anybody: what has come of it, the next page says.
 */
export function showSeen(deps: Deps): HttpHandler {
  return async (request) => {
    try {
      const product = await deps.findProduct(request.product);
      await admitBrowser(
        deps,
        await requireSession(deps.sessions, request, product.id, request.query.get('activation')),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return { status: 200, headers: { ...securityHeaders(), 'content-type': 'text/css; charset=utf-8' }, body: '' };
  };
}
