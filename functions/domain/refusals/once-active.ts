import type { Buttons } from './buttons.ts';
import type { RefusalCode } from './refusal.ts';

/** Reason of a refusal that came after the store had issued its access token. */
export const ROW_ACTIVE = 'row_active';

/** Their advice is about a new row, which is inactive whatever became of the old one. */
const OF_A_NEW_ROW: readonly RefusalCode[] = ['integration_taken', 'consumer_unknown', 'request_token_lost'];

/**
 * The advice for an attempt that ended after the access token was issued: the integration's row is active by then, and
 * offers *Reauthorize* in place of *Activate*.
 */
export function adviceOnceActive(code: RefusalCode, advice: string, buttons: Buttons): string {
  if (OF_A_NEW_ROW.includes(code)) return advice;
  return advice.replace(buttons.perhaps, '').replaceAll(buttons.activate, buttons.reauthorize).trimEnd();
}
