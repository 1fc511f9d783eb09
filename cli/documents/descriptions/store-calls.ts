import type { Words } from '../json-schema.ts';
import { CURSOR, GENERATION } from './shared.ts';

/** What calls to a store return, and what is returned where there is no answer. */
export const STORE_CALLS = {
  CallResult: {
    '': "The store's answer.",
    status: "Magento's status. Errors of its API, such as 404 or 400, are answers like any other.",
    milliseconds: 'From the first byte sent to the last one read, all tries and the pauses between them.',
    tries: 'How often it was sent.',
    generation: GENERATION,
    body: "Magento's JSON, to the letter. A text where it is none; null where there was nothing.",
  },
  ItemsPage: {
    '': "A list's next items.",
    items: 'As Magento gives them. Possibly none although `next` is there.',
    total: '`total_count`, as the store counts now.',
    next: CURSOR,
  },
  Problem: {
    '': 'Why there is no other answer (RFC 9457). `code` is stable; members may come.',
    type: 'Always `about:blank`: go by `code`.',
    title: 'The same for every occurrence of the code.',
    status: "The answer's status.",
    detail: 'What happened, and what to do next.',
    code: 'What to go by.',
    problems: 'With `request_malformed`: each thing that is wrong, by its place.',
    retryAfter: 'Seconds after which it is worth another try; also in the header `retry-after`.',
    storeStatus: "The store's status, where its answer is the reason.",
  },
} satisfies Words;
