import { ENGLISH_BUTTONS } from './buttons.ts';
import { CALLBACK_REFUSALS } from './handshake/callback-refusals.ts';
import { CONSENT_REFUSALS } from './handshake/consent-refusals.ts';
import { POPUP_REFUSALS } from './handshake/popup-refusals.ts';
import { STORE_REFUSALS } from './handshake/store-refusals.ts';
import { TOKEN_REFUSALS } from './handshake/token-refusals.ts';
import { ACTIVATE, type RefusalWords, TELL_VENDOR } from './wording.ts';

/**
 * Every refusal with its words. A row stays *Inactive*, and offers *Activate*, until the access token was issued: for
 * attempts that end later, see `adviceOnceActive`.
 */
export const REFUSALS = {
  ...CALLBACK_REFUSALS,
  ...POPUP_REFUSALS,
  ...TOKEN_REFUSALS,
  ...STORE_REFUSALS,
  ...CONSENT_REFUSALS,
  interrupted: {
    status: 503,
    title: 'The connection was interrupted',
    happened: 'Our side stopped in the middle of this attempt.',
    next: `${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    happened: 'An error that we did not foresee ended this attempt. It has been recorded.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies Record<string, RefusalWords>;
