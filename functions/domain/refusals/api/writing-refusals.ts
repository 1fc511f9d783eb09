import type { RefusalWords } from '../wording.ts';

/** Why a change of the vendor's was not written. */
export const WRITING_REFUSALS = {
  change_invalid: {
    status: 422,
    title: 'The change does not have the shape that it should have',
    happened: 'A member is missing, is unknown, or has another type. Nothing of it was sent to the store.',
    next: 'Read "message", which names the member, and send the change again. Other changes are not affected.',
  },
  change_refused: {
    status: 422,
    title: 'The store refused the change',
    happened: 'Magento answered that it does not take this change.',
    next: 'Read "message", which is what Magento said, and send the change again once it is mended.',
  },
  record_missing: {
    status: 404,
    title: 'The store has no such record',
    happened: 'The change is of a record that is not in the store.',
    next: 'Check the id or SKU, and create the record first.',
  },
  change_unclear: {
    status: 504,
    title: 'The store never told whether it took the change',
    happened: 'The change was sent, no clear answer came back, and later it could not be found in the store.',
    next: 'Look into the store before you send it again: it would be there twice if it was taken.',
  },
  writing_failed: {
    status: 500,
    title: 'The batch could not be written, and was given up',
    happened: 'Writing it ended again and again with an error that was not foreseen, for an hour.',
    next: 'Send what is "failed" again. Look into the store for what is "unknown": it may be there. If it persists, give the operator the id of the batch.',
  },
} as const satisfies Record<string, RefusalWords>;
