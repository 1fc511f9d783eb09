import { CHANGE_REFUSALS } from './api/change-refusals.ts';
import { CHANNEL_REFUSALS } from './api/channel-refusals.ts';
import { REQUEST_REFUSALS } from './api/request-refusals.ts';
import { STORE_CALL_REFUSALS } from './api/store-call-refusals.ts';
import { WRITING_REFUSALS } from './api/writing-refusals.ts';
import type { RefusalWords } from './wording.ts';

/**
 * Refusals as the vendor's backend developers read them: those of the API alone, and those of a handshake that mean
 * something else to a developer than to a merchant in the popup.
 */
export const API_REFUSALS = {
  ...REQUEST_REFUSALS,
  ...STORE_CALL_REFUSALS,
  ...CHANNEL_REFUSALS,
  ...CHANGE_REFUSALS,
  ...WRITING_REFUSALS,
  interrupted: {
    status: 503,
    title: 'The request was overtaken',
    happened: 'The connection changed again and again while the request was at work.',
    next: 'Try again.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    happened: 'An error that was not foreseen ended this request. It has been recorded.',
    next: 'Try again. If it persists, give the operator the time of the request.',
  },
} as const satisfies Record<string, RefusalWords>;
