import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { WebDeed } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { Identity } from '../../adapters/oidc/merchant-sign-in.ts';
import type { ServedProduct } from '../../products/published-products.ts';
import { redirect } from '../layout/page.ts';
import { placeOf } from '../require-session.ts';
import { atPlace } from './sign-in-failure.ts';

export type Needs = {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly sessions: Pick<Sessions, 'find' | 'keep'>;
  readonly depart: Identity['depart'];
  readonly log: typeof log;
};

/** `GET /{product}/signin?activation=…`: off to the OpenID provider. */
export function signIn(needs: Needs): WebDeed {
  return async (request) => {
    const product = needs.product(request.product);
    const session = await placeOf(needs.sessions, request, product.id, request.query.get('activation'));
    const again = request.query.get('again') === '1';
    const { url, ticket } = await atPlace(session, needs.log, needs.depart(session.activation, again));
    // Whoever says that they are somebody else is nobody here until they have signed in.
    const { account, ...stranger } = session;
    const kept = again || account === undefined ? stranger : session;
    return redirect(url, await needs.sessions.keep(request.cookies, { ...kept, ticket }));
  };
}
