import { flushCompileCache } from 'node:module';
import { openChangeLog } from '../../../functions/adapters/dynamodb/channels/log/change-log.ts';
import { openTable } from '../../../functions/adapters/dynamodb/table.ts';
import { type ObjectStore, openObjectStore } from '../../../functions/adapters/s3/object-store.ts';
import { readStream } from '../../../functions/channels/reading/read-stream.ts';
import { newRunId, parseChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';
import type { StorePage } from '../../../functions/domain/sync/store-reader.ts';
import { ORDERS } from '../../unit/sync/world/reading-world.ts';
import type { Answer, Question, Step } from './questions.ts';

/*
 * Reads the parent's store into a change log until it is killed. It asks before each write: the parent lets it go on, or
 * kills it.
 */

let time = 0;
const waiting: ((answer: Answer) => void)[] = [];
process.on('message', (answer: Answer) => {
  time = answer.time;
  waiting.shift()?.(answer);
});

function ask(question: Question): Promise<Answer> {
  return new Promise((answered) => {
    waiting.push(answered);
    process.send?.(question);
  });
}

function objectStep(key: string, old: boolean): Step {
  if (key.includes('/known/')) return old ? 'old index' : 'index';
  if (key.includes('/states/')) return old ? 'old state' : 'state';
  return 'lines';
}

function watched(objects: ObjectStore): ObjectStore {
  return {
    ...objects,
    async put(key, lines) {
      await ask({ ask: 'step', step: objectStep(key, false) });
      return objects.put(key, lines);
    },
    async remove(keys) {
      for (const key of keys) await ask({ ask: 'step', step: objectStep(key, true) });
      return objects.remove(keys);
    },
  };
}

const table = openTable('handfast');
table.client.middlewareStack.add(
  (next, { commandName }) =>
    async (call) => {
      if (commandName === 'PutItemCommand') await ask({ ask: 'step', step: 'entry' });
      if (commandName === 'UpdateItemCommand') {
        const isPointer = JSON.stringify(Reflect.get(call.input, 'UpdateExpression')).includes('known');
        await ask({ ask: 'step', step: isPointer ? 'pointer' : 'head' });
      }
      return next(call);
    },
  { step: 'initialize', name: 'asking', override: true },
);
const now = () => new Date(time * 1000);
const log = openChangeLog(table, watched(openObjectStore('records')), { retentionDays: 30, now });
const stream = { channel: parseChannelId(process.argv[2] ?? ''), connector: ORDERS.name };
const settings = { storeView: 'all', pageSize: 100, callsAtOnce: 1 };
const store = {
  list: async (_: string, criteria: SearchCriteria) => pageOf(await ask({ ask: 'list', criteria })),
  all: () => Promise.reject(new Error('it is no snapshot')),
  clock: async () => (await ask({ ask: 'clock' })).time,
};

function pageOf({ page }: Answer): StorePage {
  if (page === undefined) throw new Error('the parent has sent no page');
  return page;
}

for (;;) {
  // For the processes after it: this one will not come to its end.
  flushCompileCache();
  const { task = 'look' } = await ask({ ask: 'task' });
  const order = { stream, connector: ORDERS, settings, run: newRunId(), task, mustStop: () => false };
  await readStream({ log, store, now }, order);
}
