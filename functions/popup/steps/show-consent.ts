import { refOf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { Activation } from '../../adapters/dynamodb/activation-item.ts';
import type { Connections } from '../../adapters/dynamodb/connection-repository.ts';
import type { WebDeed } from '../../adapters/lambda/http-handler.ts';
import { connectionIdOf } from '../../domain/ids.ts';
import { hostOf } from '../../domain/store-url.ts';
import type { ServedProduct } from '../../products/published-products.ts';
import { frameOf } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { effectOf } from '../link-effect.ts';
import { askAddress, progressAddress } from '../page-urls.ts';
import { consentPage } from '../pages/consent-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { minutesLeft, stationOf } from '../popup-state.ts';
import { placeOf } from '../require-session.ts';
import { foreignHost } from '../return-url.ts';
import { type Needs as HoldNeeds, held } from '../wait-for-change.ts';

export type Needs = HoldNeeds & {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly connections: Pick<Connections, 'find'>;
  readonly sessions: Pick<Sessions, 'find'>;
};

/**
 * How long the question waits for the store to issue a request token. Until then nothing shows that Magento's message
 * came from that store, so nothing may be said about the connection it has.
 */
const STORE_HOLD_MS = 1_000;

/** `GET /{product}/login?activation=…`: the question itself, once the merchant has signed in. */
export function ask(needs: Needs): WebDeed {
  return async (request) => {
    const product = needs.product(request.product);
    const session = await placeOf(needs.sessions, request, product.id, request.query.get('activation'));
    const { account } = session;
    const hasAnswered = ({ stage }: Activation) => stage !== 'received';
    const activation = await held(needs, refOf(session), hasAnswered, account === undefined ? 0 : STORE_HOLD_MS);
    const station = stationOf(activation);
    const { storeUrl } = activation;
    const frame = frameOf(request, product, askAddress(session));
    const shown = { store: hostOf(storeUrl), where: session };
    if (account === undefined)
      return signInPage(frame, { ...shown, minutesLeft: minutesLeft(activation, needs.now()) });
    if (station !== 'open') return redirect(progressAddress(session));
    const standing = await needs.connections.find(connectionIdOf(product.id, storeUrl));
    return consentPage(frame, {
      ...shown,
      csrf: session.csrf,
      account: account.label,
      effect: effectOf(standing, account, activation),
      foreignHost: foreignHost(session.back, storeUrl),
    });
  };
}
