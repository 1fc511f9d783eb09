import type { Words } from '../json-schema.ts';
import { CURSOR, TIME } from './shared.ts';

const COUNTS = {
  done: 'Written.',
  unchanged: 'In the store already.',
  superseded: 'A later line of the same batch was written instead.',
  conflict: 'The record is not the one that the change was made from, and the store has priority.',
  failed: 'Refused, by the store or before it was sent.',
  unknown: 'Sent, and the store never told whether it took them. They are not sent again.',
  cancelled: 'Never sent.',
};

const batch = {
  id: 'Id of the batch.',
  channel: 'Id of the channel.',
  connector: 'Name of the writer.',
  n: 'Batches of a channel are written in this order, one after the other.',
  status: '`accepted`: it waits for its turn. `writing`. `finished`: each line has its result.',
  lines: 'How many changes it has.',
  reason: 'Code of what it waits for, or of why changes of it were never sent.',
  waitsUntil: `The store is left alone until then. ${TIME}`,
  cancelRequestedAt: `When somebody cancelled it. ${TIME}`,
  createdAt: TIME,
  createdBy: 'Id of the client that sent it.',
  startedAt: TIME,
  endedAt: TIME,
};

/** What requests and answers hold of changes that are written to stores. */
export const CHANGES = {
  SendChangesQuery: { '': 'What is changed.', connector: 'Name of a writer of the channel, such as `stock`.' },
  BatchesQuery: { '': 'Which batches.', limit: 'How many at most.', cursor: '`next` of the page before.' },
  ResultsQuery: {
    '': 'Which results.',
    status: 'Only lines with this result.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  ChangeLine: {
    '': 'One line of the body: what is to be written of one record.',
    id: 'Your own name of the change, 1 to 128 printable characters. Its result has it, too.',
    base: '`version` of the record that the change was made from. Left out: it is written whatever the store has.',
    change: 'As the writer takes it; see `docs/sync.md`.',
  },
  BatchCounts: { '': 'How many lines have each result.', ...COUNTS },
  Batch: { '': 'Changes that were sent in one request.', ...batch },
  BatchList: { '': 'A page of batches, newest first.', items: 'Up to `limit` of them.', next: CURSOR },
  LineResult: {
    '': 'What became of one line.',
    line: 'Its number in the body, from 1.',
    id: 'What the line named the change.',
    status: Object.entries(COUNTS)
      .map(([name, words]) => `\`${name}\`: ${words}`)
      .join(' '),
    code: 'Of `failed`, `unknown` and `cancelled`: why.',
    advice: 'What to do about it.',
    message: "In Magento's own words, where it said any.",
    by: 'Of `superseded`: the line that was written instead.',
    version: 'Of the record after it, as the connector of the same name delivers it.',
    at: TIME,
  },
  BatchResults: {
    '': 'A batch, and a page of its results.',
    ...batch,
    results: 'Up to `limit` of them, by line.',
    next: CURSOR,
  },
} satisfies Words;
