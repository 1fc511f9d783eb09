import type { log } from '../adapters/edge/log.ts';
import type { ServedProduct } from '../adapters/edge/products.ts';
import type { WebDeed } from '../adapters/edge/web-door.ts';
import type { Identity } from '../adapters/identity/identity.ts';
import type { Sessions } from '../adapters/session/sessions.ts';
import { redirect } from './page.ts';
import { placeOf } from './place.ts';
import { atPlace } from './sign-in-trouble.ts';

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
