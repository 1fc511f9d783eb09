import type { ServedProduct } from '../adapters/edge/products.ts';
import type { WebDeed } from '../adapters/edge/web-door.ts';
import { refOf } from '../adapters/session/session.ts';
import type { Sessions } from '../adapters/session/sessions.ts';
import type { Activation, ActivationRef } from '../adapters/table/activation-item.ts';
import type { Activations } from '../adapters/table/activations.ts';
import { hostOf } from '../handshake/store-url.ts';
import { askAddress } from './addresses.ts';
import { donePage } from './done-page.ts';
import { redirect } from './page.ts';
import { placeOf } from './place.ts';
import { progressPage } from './progress-page.ts';
import { stationOf } from './station.ts';
import { wayOut } from './way-out.ts';

export type Needs = {
  /** @throws Refusal `product_unknown` */
  readonly product: (id: string) => ServedProduct;
  readonly activations: Pick<Activations, 'current'>;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

/** How long an answer is held, and how often the table is asked meanwhile. */
const HOLD_MS = 6_000;
const LOOK_EVERY_MS = 100;

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
    const waits = request.query.get('wait') === '1';
    const activation = await (waits ? settled(needs, refOf(session)) : needs.activations.current(refOf(session)));
    const station = stationOf(activation);
    if (station === 'open') return redirect(askAddress(session));
    const shown = { product: product.name, store: hostOf(activation.storeUrl) };
    const back = wayOut(session, activation.storeUrl);
    if (station === 'linked' && back === undefined) return donePage(shown);
    if (station === 'linked' && waits && back !== undefined) return redirect(back);
    return progressPage({ ...shown, where: session, stage: activation.stage });
  };
}

/** The activation once it has ended, or as it is when the time is up. */
async function settled({ activations, pause, now }: Needs, ref: ActivationRef): Promise<Activation> {
  const untilMs = now().getTime() + HOLD_MS;
  for (;;) {
    const activation = await activations.current(ref);
    if (stationOf(activation) !== 'agreed' || now().getTime() >= untilMs) return activation;
    await pause(LOOK_EVERY_MS);
  }
}
