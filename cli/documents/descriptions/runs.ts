import type { Words } from '../json-schema.ts';
import { CURSOR, TIME } from './shared.ts';

/** What answers say of runs, and of records. */
export const RUNS = {
  RunCounts: {
    '': 'What a run did, in records.',
    read: 'Read from the store.',
    delivered: 'New or changed, and in the change log.',
    unchanged: 'Known as they are.',
    deleted: 'No more in the store, which the change log says.',
    late: 'Of those delivered, found by a comparison: looks had missed them.',
    poisoned: 'That could not be read. Each is an error, and tried again every day.',
    calls: 'Requests to the store.',
  },
  RunError: {
    '': 'What went wrong with a record, or with a connector.',
    connector: 'Its name.',
    code: 'Code of what went wrong.',
    advice: 'What to do about it.',
    record: 'Id of the record in the store. Never what is in it.',
    at: TIME,
  },
  Run: {
    '': 'A run over some connectors of a channel.',
    id: 'Also the name of its execution in Step Functions.',
    channel: 'Id of the channel.',
    trigger: '`schedule`: its time had come. `api`: somebody asked for it. `connected`: the store was connected.',
    connectors: 'Their names.',
    task: '`look`: what has changed, and the first import. `reread`: what changes without a new time. `counts`, `walk`: what was deleted, or never seen. `compare`, `redeliver`: everything anew. `confirmed`: deletions of a held run.',
    status:
      '`queued`, `running`, `completed`, `completed_with_errors`, `failed`, `stopped`; `held`: so many records are missing that somebody must confirm their deletion.',
    reason: 'Code of what it failed with.',
    errors: 'The first 20.',
    held: 'Of a held run: how many deletions wait, by connector.',
    stopRequestedAt: `When somebody asked it to stop. ${TIME}`,
    createdAt: TIME,
    waitsUntil: `Until then the store is not called: it asked for that, has failed again and again, or its hours are quiet. ${TIME}`,
    startedAt: TIME,
    endedAt: TIME,
  },
  RunList: { '': 'A page of runs, newest first.', items: 'Up to `limit` of them.', next: CURSOR },
  RecordsQuery: {
    '': 'Which records.',
    connector: 'Name of a connector of the channel, such as `orders`.',
    order: '`oldest` unless given; `newest`: back in time. A cursor is of one order.',
    cursor:
      '`next` of the page before, or `cursor` of the last change that was done with. Left out: the oldest that is kept, or the newest.',
    limit: 'How many at most.',
  },
  RecordChange: {
    '': 'What became of one record.',
    id: "The record's id in the store as text, or its key where it has none.",
    op: '`upsert`: it is new or changed, and `record` is there. `delete`: it is no more in the store.',
    version: 'Hash of the content: equal for equal content.',
    updated: "The store's time of the change, `YYYY-MM-DD hh:mm:ss` in UTC, where it tells one.",
    at: `When it was read. ${TIME}`,
    origin: '`store`, or `export`: a change of your own, seen again.',
    record: 'As Magento sends it, with its digits; what a connector of your own makes of it.',
    cursor: 'Goes on behind this change.',
  },
  RecordPage: {
    '': 'What became of records, in the order asked for.',
    items: 'Up to `limit` of them, and at most 4 MiB. Possibly none although `more` is true.',
    next: 'Where to go on, now or, oldest first, later.',
    more: 'Whether there is more by now.',
  },
} satisfies Words;
