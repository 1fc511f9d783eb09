import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import type { StoreData } from '../data/store-data.ts';
import { openStoreData } from '../data/store-data.ts';
import type { Route } from './route.ts';
import { segmentsOf } from './route.ts';
import { routeOf } from './routes/routes.ts';

/** A change by REST; `path` begins with `V1/`, and is encoded. */
export type RestWrite = { readonly method: string; readonly path: string; readonly body: string };

/** `at` is ISO 8601. */
export type KeptWrite = RestWrite & { readonly at: string };

/** Where a store keeps what was written. */
export type WriteStorage = {
  /** In the order in which it was added. */
  load(): readonly KeptWrite[];
  add(write: KeptWrite): void;
};

/** What was written well is written down, if there is a storage. */
export type Writer = (write: RestWrite) => Answer;

/** The data as the last run left it: it begins anew, and each write is made again, at its time. */
export function openKeptData(now: () => Date, storage?: WriteStorage): { data: StoreData; write: Writer } {
  let past: Date | undefined;
  const data = openStoreData(() => past ?? now());
  for (const { at, ...write } of storage?.load() ?? []) {
    past = new Date(at);
    carryOut(data, write);
  }
  past = undefined;
  const write = (one: RestWrite): Answer => {
    const at = now().toISOString();
    const answer = carryOut(data, one);
    // A bulk is accepted with 202.
    if ([200, 202].includes(answer.status) && routeOf(one)?.reads !== true) storage?.add({ at, ...one });
    return answer;
  };
  return { data, write };
}

function carryOut(data: StoreData, write: RestWrite): Answer {
  const route: Route | undefined = routeOf(write);
  if (route === undefined) return json(404, { message: 'Request does not match any route.' });
  const { path, body } = write;
  return route.answer({ baseUrl: '', data, query: '', manner: { generation: '2.4.6' }, path: segmentsOf(path), body });
}
