import { type Account, accountKey } from '../../domain/account.ts';
import { ACTIVATION_LIFE_SECONDS, type Activation, CONSENT_WAIT_SECONDS } from '../../domain/handshake/activation.ts';
import { hasAccessToken } from '../../domain/handshake/stage.ts';
import { ROW_ACTIVE } from '../../domain/refusals/once-active.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

/**
 * What the popup is to show.
 *
 * - `open`: the merchant is to be asked
 * - `agreed`: they said yes, the exchange goes on
 * - `linked`: the end
 */
export type PopupState = 'open' | 'agreed' | 'linked';

/** Reason of a `consent_declined` that leaves a store without a working token. */
export const CUT_OFF = 'cut_off';

/** Reasons of a `consent_declined` that leaves the store's connection as it was: whose it is, and that of the one who reads it. */
export const STAYS = 'stays';
export const STAYS_YOURS = 'stays_yours';

/** @throws Refusal the attempt's failure, or `consent_declined` even before the state machine has ended with the "no" */
export function popupStateOf(activation: Activation): PopupState {
  const { consent } = activation;
  const facts = factsOf(activation);
  switch (activation.stage) {
    case 'received':
    case 'requested':
    // The store turned out to have another connection than the one that was shown: the merchant is asked again.
    case 'checked':
      if (consent?.decision === 'no') throw declined(activation);
      return consent === undefined ? 'open' : 'agreed';
    case 'granted':
      return 'agreed';
    case 'linked':
      return 'linked';
    case 'failed':
      if (activation.failure.code === 'consent_declined') throw declined(activation);
      throw new Refusal(activation.failure.code, { ...facts, ...ifActive(activation) });
    default:
      return activation satisfies never;
  }
}

/** What a refusal says of an attempt. */
function factsOf({ product, activation, storeUrl }: Pick<Activation, 'product' | 'activation' | 'storeUrl'>) {
  return { product, activation, host: hostOf(storeUrl) };
}

/** Once the access token was issued, Magento shows another button. */
function ifActive(activation: Activation): { readonly reason?: typeof ROW_ACTIVE } {
  const { stage } = activation;
  const isActive = stage === 'failed' ? activation.failure.tokenIssued === true : hasAccessToken(stage);
  return isActive ? { reason: ROW_ACTIVE } : {};
}

/** Whether the merchant said no, and no step had begun that cannot be taken back. */
export function isDeclined({ consent, ...activation }: Activation): boolean {
  if (activation.stage === 'failed') return activation.failure.code === 'consent_declined';
  return consent?.decision === 'no' && ['received', 'requested', 'checked'].includes(activation.stage);
}

/** Magento drops the old token as soon as *Reauthorize* is pressed, whatever is answered here. */
export function declined(activation: Activation, stays?: typeof STAYS | typeof STAYS_YOURS): Refusal {
  const otherwise = activation.owner === undefined ? ifActive(activation) : { reason: CUT_OFF };
  return new Refusal('consent_declined', { ...factsOf(activation), ...(stays ? { reason: stays } : otherwise) });
}

/** @throws Refusal as `popupStateOf` and `refuseStranger` do */
export function popupStateFor(activation: Activation, account: Account): PopupState {
  const popupState = popupStateOf(activation);
  refuseStranger(activation, account);
  return popupState;
}

/**
 * Anybody with a popup's address is shown its pages. Whoever did not say yes must not think that the store is theirs.
 *
 * @throws Refusal `store_taken` when another account has said yes
 */
export function refuseStranger({ consent, ...activation }: Activation, account: Account): void {
  if (consent?.decision !== 'yes' || accountKey(consent.account) === accountKey(account)) return;
  throw new Refusal('store_taken', factsOf(activation));
}

/** Whole minutes that the state machine goes on waiting for the merchant; below 1 when it is over. */
export function minutesLeft({ expiresAt }: Pick<Activation, 'expiresAt'>, now: Date): number {
  const waitEndsMs = (expiresAt - ACTIVATION_LIFE_SECONDS + CONSENT_WAIT_SECONDS) * 1000;
  return Math.floor((waitEndsMs - now.getTime()) / 60_000);
}
