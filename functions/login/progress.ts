import type { ServedProduct } from '../adapters/edge/products.ts';
import type { WebDeed } from '../adapters/edge/web-door.ts';
import { refOf } from '../adapters/session/session.ts';
import type { Sessions } from '../adapters/session/sessions.ts';
import type { Activation } from '../adapters/table/activation-item.ts';
import { hostOf } from '../handshake/store-url.ts';
import { askAddress, progressAddress } from './addresses.ts';
import { donePage } from './done-page.ts';
import { frameOf } from './frame.ts';
import { type Needs as HoldNeeds, held } from './hold.ts';
import { redirect } from './page.ts';
import { placeOf } from './place.ts';
import { progressPage } from './progress-page.ts';
import { stationFor } from './station.ts';
import { wayOut } from './way-out.ts';

export type Needs = HoldNeeds & {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly sessions: Pick<Sessions, 'find'>;
};

/** How long an answer is held. */
const HOLD_MS = 6_000;

/**
 * `GET /{product}/progress?activation=…`: what is going on, and in the end back to Magento, to the letter.
 *
 * Only an answer to `wait=1` leads off this site. The consent form's own redirect ends here without it, and browsers
 * hold the whole chain of a form's redirects to `form-action 'self'`.
 */
export function progress(needs: Needs): WebDeed {
  return async (request) => {
    const product = needs.product(request.product);
    const session = await placeOf(needs.sessions, request, product.id, request.query.get('activation'));
    const { account } = session;
    if (account === undefined) return redirect(askAddress(session));
    const waits = request.query.get('wait') === '1';
    const from = request.query.get('from');
    const hasMoved = (seen: Activation) =>
      stationFor(seen, account) !== 'agreed' || (from !== null && seen.stage !== from);
    const activation = await held(needs, refOf(session), hasMoved, waits ? HOLD_MS : 0);
    const station = stationFor(activation, account);
    if (station === 'open') return redirect(askAddress(session));
    const frame = frameOf(request, product, progressAddress(session));
    const store = hostOf(activation.storeUrl);
    const back = wayOut(session, activation.storeUrl);
    if (station === 'linked' && back === undefined) return donePage(frame, { store });
    if (station === 'linked' && waits && back !== undefined) return redirect(back);
    return progressPage(frame, { store, where: session, stage: activation.stage });
  };
}
