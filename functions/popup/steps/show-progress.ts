import { refOf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { Activation } from '../../adapters/dynamodb/activation-item.ts';
import type { WebDeed } from '../../adapters/lambda/http-handler.ts';
import { hostOf } from '../../domain/store-url.ts';
import type { ServedProduct } from '../../products/published-products.ts';
import { frameOf } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { askAddress, progressAddress } from '../page-urls.ts';
import { donePage } from '../pages/done-page.ts';
import { progressPage } from '../pages/progress-page.ts';
import { stationFor } from '../popup-state.ts';
import { placeOf } from '../require-session.ts';
import { wayOut } from '../return-url.ts';
import { type Needs as HoldNeeds, held } from '../wait-for-change.ts';

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
