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
  batch_unknown: {
    status: 404,
    title: 'No such batch of changes',
    happened: 'The channel has no batch with this id, or it ended so long ago that its results are gone.',
    next: 'Take ids from GET /v1/channels/{id}/changes.',
  },
  batch_cancelled: {
    status: 409,
    title: 'The batch was cancelled',
    happened: 'Somebody cancelled the batch before this change was sent to the store.',
    next: 'Send the change again in another batch if it is still wanted.',
  },
} as const satisfies Record<string, RefusalWords>;
