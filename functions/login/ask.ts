import type { ServedProduct } from '../adapters/edge/products.ts';
import type { WebDeed } from '../adapters/edge/web-door.ts';
import { refOf } from '../adapters/session/session.ts';
import type { Sessions } from '../adapters/session/sessions.ts';
import type { Activations } from '../adapters/table/activations.ts';
import type { Connections } from '../adapters/table/connections.ts';
import { connectionIdOf } from '../handshake/ids.ts';
import { hostOf } from '../handshake/store-url.ts';
import { progressAddress } from './addresses.ts';
import { consentPage } from './consent-page.ts';
import { redirect } from './page.ts';
import { placeOf } from './place.ts';
import { signInPage } from './sign-in-page.ts';
import { effectOf } from './standing.ts';
import { stationOf } from './station.ts';
import { foreignHost } from './way-out.ts';

export type Needs = {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly activations: Pick<Activations, 'current'>;
  readonly connections: Pick<Connections, 'find'>;
  readonly sessions: Pick<Sessions, 'find'>;
};

/** `GET /{product}/login?activation=…`: the question itself, once the merchant has signed in. */
export function ask(needs: Needs): WebDeed {
  return async (request) => {
    const product = needs.product(request.product);
    const session = await placeOf(needs.sessions, request, product.id, request.query.get('activation'));
    const activation = await needs.activations.current(refOf(session));
    if (stationOf(activation) !== 'open') return redirect(progressAddress(session));
    const { storeUrl } = activation;
    const shown = { product: product.name, store: hostOf(storeUrl), where: session };
    if (session.account === undefined) return signInPage(shown);
    const standing = await needs.connections.find(connectionIdOf(product.id, storeUrl));
    return consentPage({
      ...shown,
      csrf: session.csrf,
      account: session.account.label,
      effect: effectOf(standing, session.account, storeUrl),
      foreignHost: foreignHost(session.back, storeUrl),
    });
  };
}
