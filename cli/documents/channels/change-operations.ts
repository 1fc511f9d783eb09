import type { Operation } from '../operation.ts';
import type { ApiCode } from '../problem-responses.ts';

const CHANNEL: readonly ApiCode[] = ['channel_unknown'];
const BATCH: readonly ApiCode[] = ['channel_unknown', 'batch_unknown'];

/** Changes that are written to stores. By route, as in `infra/api/routes.ts`. */
export const CHANGE_OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /v1/channels/{id}/changes': {
    id: 'sendChanges',
    summary: 'Send changes to a store',
    description:
      'One JSON object a line, at most 5,000 lines and 4 MiB, unpacked. Answers 202 with a batch: it is written as soon as the store can take it, after all batches that the channel has accepted before. A store that is down or a channel that is paused gets it later; a store that is disconnected is refused. With the header `Idempotency-Key`, a repetition of the same body is answered with the same batch. Where a line is no change, nothing is accepted.',
    query: 'SendChangesQuery',
    request: 'ChangeLine',
    requestType: 'application/x-ndjson',
    headers: {
      'Idempotency-Key':
        'Names the batch, in 1 to 255 printable characters of ASCII: a new one for each batch, the same for each repetition. Kept as long as the batch.',
      'Content-Encoding': '`gzip` where the body is packed.',
    },
    answer: 'Batch',
    status: 202,
    codes: [
      'request_malformed',
      ...CHANNEL,
      ...(['connector_unknown', 'connector_not_written', 'idempotency_key_malformed'] as const),
      ...(['ndjson_expected', 'changes_too_large', 'changes_malformed', 'connection_disconnected'] as const),
      ...(['idempotency_key_reused', 'changes_at_limit', 'interrupted'] as const),
    ],
  },
  'GET /v1/channels/{id}/changes': {
    id: 'listBatches',
    summary: 'List the batches of changes of a channel',
    description: 'Newest first. A batch is there for as long as records are kept after it has finished.',
    query: 'BatchesQuery',
    answer: 'BatchList',
    codes: ['request_malformed', 'cursor_invalid', ...CHANNEL],
  },
  'GET /v1/channels/{id}/changes/{batch}': {
    id: 'getBatch',
    summary: 'Read a batch of changes, and its results',
    description:
      'Where it is, and what became of each line so far, by line. With `status`, only lines of that result. Results come in as the batch is written; all are there once it is `finished`.',
    query: 'ResultsQuery',
    answer: 'BatchResults',
    codes: ['request_malformed', 'cursor_invalid', ...BATCH, 'changes_expired'],
  },
  'POST /v1/channels/{id}/changes/{batch}/cancel': {
    id: 'cancelBatch',
    summary: 'Cancel a batch of changes',
    description:
      'What was not sent to the store by then never is: those lines are `cancelled`. What was sent stays. A repetition changes nothing.',
    answer: 'Batch',
    codes: ['request_malformed', ...BATCH, 'batch_finished'],
  },
};
