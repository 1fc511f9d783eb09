import type { RefusalWords } from '../wording.ts';

/** What is wrong with changes that are to be written to stores. */
export const CHANGE_REFUSALS = {
  batch_unknown: {
    status: 404,
    title: 'No such batch of changes',
    happened: 'The channel has no batch with this id, or it ended so long ago that its results are gone.',
    next: 'Take ids from GET /v1/channels/{id}/changes.',
  },
  batch_finished: {
    status: 409,
    title: 'The batch has finished',
    happened: 'Each of its changes has a result, so nothing is left to cancel.',
    next: 'Read the results: GET /v1/channels/{id}/changes/{batch}.',
  },
  batch_cancelled: {
    status: 409,
    title: 'The batch was cancelled',
    happened: 'Somebody cancelled the batch before this change was sent to the store.',
    next: 'Send the change again in another batch if it is still wanted.',
  },
  changes_expired: {
    status: 410,
    title: 'The changes are gone',
    happened: 'The batch waited longer than changes are kept, so this one was never sent to the store.',
    next: 'Send the change again in another batch if it is still wanted.',
  },
  changes_malformed: {
    status: 400,
    title: 'The changes cannot be read',
    happened: 'Lines of the body are no changes, so nothing was accepted.',
    next: 'Correct what "problems" names, and send the whole body again: each line is a JSON object with "change", and "id" and "base" where you want them.',
  },
  changes_too_large: {
    status: 413,
    title: 'There are too many changes in one request',
    happened: 'A batch has at most 5,000 lines and 4 MiB, unpacked. Nothing was accepted.',
    next: 'Send them in several batches, one after the other: they are written in this order.',
  },
  changes_at_limit: {
    status: 429,
    title: 'The channel has as many batches waiting as it may',
    happened: 'At most 200 batches of a channel wait for their turn. Nothing was accepted.',
    next: 'Send larger batches, or wait until some have finished, and send the same request again.',
  },
  ndjson_expected: {
    status: 415,
    title: 'The request is not NDJSON',
    happened: 'The body has another media type than application/x-ndjson, or is packed in another way than by gzip.',
    next: 'Send one JSON object a line, with the header content-type: application/x-ndjson; where the body is packed, with content-encoding: gzip.',
  },
  idempotency_key_malformed: {
    status: 400,
    title: 'The idempotency key cannot be used',
    happened: 'The header Idempotency-Key has other characters than printable ASCII, or more than 255 of them.',
    next: 'Send a key such as a UUID, a new one for each batch and the same for each repetition.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key belongs to another batch',
    happened: 'Another body, or another connector, was sent with the same Idempotency-Key. Nothing was accepted.',
    next: 'Send other changes with a key of their own. A repetition must have the same body, to the byte.',
  },
  connector_not_written: {
    status: 422,
    title: 'Nothing is written by this connector',
    happened: 'Records of this connector are read only.',
    next: 'Use one of the names in "writers" of GET /v1/channels/{id}.',
  },
} as const satisfies Record<string, RefusalWords>;
