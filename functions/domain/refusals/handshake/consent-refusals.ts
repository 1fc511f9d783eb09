import { ACTIVATE, REAUTHORIZE, type RefusalWords } from '../wording.ts';

/** How a handshake ends without a connection although the store did its part. */
export const CONSENT_REFUSALS = {
  consent_declined: {
    status: 409,
    title: 'Not connected',
    happened: 'You said no. Nothing was connected.',
    next: 'Close this window. To connect after all, press Activate in Magento.',
  },
  consent_timed_out: {
    status: 410,
    title: 'Nobody said yes',
    happened: 'The question whether to connect the store was not answered in time.',
    next: ACTIVATE,
  },
  store_taken: {
    status: 409,
    title: 'The store belongs to another account',
    happened: 'Meanwhile, the store was connected to another account.',
    next: 'Add a new integration in Magento with the addresses below, press Activate and confirm the move; or ask the support of the product to move the store.',
  },
  consent_outdated: {
    status: 409,
    title: 'Something has changed since you said yes',
    happened: 'The store turned out to have another connection than the one you were shown.',
    next: REAUTHORIZE,
  },
} as const satisfies Record<string, RefusalWords>;
