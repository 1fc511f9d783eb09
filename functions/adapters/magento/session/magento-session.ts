import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import type { StoreCall, StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { SearchCriteria } from '../../../domain/sync/search-criteria.ts';
import type { StorePage } from '../../../domain/sync/store-reader.ts';
import type { Lookup } from '../../http/address-guard.ts';
import { type KeptConnections, keepConnections } from '../../http/kept-connections.ts';
import type { UrlPolicy } from '../../http/url-policy.ts';
import type { Credentials } from '../magento-store.ts';
import { pageCapIn } from '../replies/page-cap.ts';
import { readModules } from '../replies/rest-reply.ts';
import { callWithRetries } from '../transport/call-with-retries.ts';
import { type QueryObject, restTarget } from '../transport/rest-target.ts';
import type { Reply } from '../transport/send.ts';
import { call } from '../transport/signed-call.ts';
import type { Candidates } from '../transport/try-generations.ts';
import { listQuery, pathAndQuery } from './list-query.ts';
import { type ListReply, readList } from './list-reply.ts';
import { openStoreClock } from './store-clock.ts';
import { readAnswer } from './write-reply.ts';

/** What a session is with. */
export type SessionTarget = {
  readonly store: StoreUrl;
  readonly keys: Credentials;
  /** What is known of the store's generation. */
  readonly generations: Candidates;
  /** Code of the store view, or `all`. */
  readonly storeView: string;
  /** No call goes on after this, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
};

export type MagentoSession = StoreWriter & {
  /** What is now known of the store's generation. */
  readonly generations: Candidates;
  /** Requests so far, further tries included. */
  readonly calls: number;
  close(): void;
};

/** One call, with its further tries: Magento takes its time for large pages. */
const CALL_MILLISECONDS = 30_000;
/** A list of values takes Magento longer than to read it. */
const WRITE_MILLISECONDS = 60_000;
/** Unpacked: 300 orders with 50 lines each, all members filled. */
const ANSWER_BYTES = 16 * 1024 * 1024;

/** Reads a store's lists, and writes to it, on connections that are kept, as the operator's policy allows. */
export function openMagentoSession(policy: UrlPolicy, target: SessionTarget, lookup?: Lookup): MagentoSession {
  const kept = keepConnections(policy, lookup);
  const clock = openStoreClock();
  const ask = asker(policy, target, kept);
  /** The most that the store gives at once, once it is known. */
  let cap = Number.POSITIVE_INFINITY;

  async function get(path: string, query: QueryObject) {
    const reply = await ask.get(path, query);
    return { reply, answeredAt: clock.set(reply) };
  }

  async function list(path: string, criteria: SearchCriteria): Promise<StorePage> {
    const pageSize = Math.min(criteria.pageSize, cap);
    const { reply, answeredAt } = await get(path, listQuery({ ...criteria, pageSize }));
    const smaller = pageCapIn(reply, pageSize);
    if (smaller !== undefined) {
      cap = smaller;
      return list(path, criteria);
    }
    const page = readList(reply, false);
    const { items, total, echoedSize = pageSize } = page;
    // A page with more items than the size that is named was not cut to that size.
    if (echoedSize < pageSize && items.length <= echoedSize) cap = echoedSize;
    return { items, total, pageSize: fullSize(page, criteria.currentPage, Math.min(pageSize, cap)), answeredAt };
  }

  return {
    list,
    async all(path) {
      const { reply, answeredAt } = await get(path, {});
      const { items } = readList(reply, true);
      return { items, total: items.length, pageSize: items.length, answeredAt };
    },
    async clock() {
      if (clock.now() === undefined) readModules((await get('V1/modules', {})).reply);
      // A server without a clock sends no date.
      return clock.now() ?? Math.floor(Date.now() / 1000);
    },
    async send(one) {
      const reply = await ask.once(one);
      clock.set(reply);
      return readAnswer(reply);
    },
    get generations() {
      return ask.generations();
    },
    get calls() {
      return kept.requests();
    },
    close: () => kept.close(),
  };
}

/** A page that is short though the store counts more behind it is as full as the store makes it. */
function fullSize({ items, total }: ListReply, currentPage: number, pageSize: number): number {
  const left = (total ?? 0) - (currentPage - 1) * pageSize;
  const isShort = items.length > 0 && items.length < pageSize && left > items.length;
  return isShort ? items.length : pageSize;
}

/** Signed calls, which remember how the store takes signatures: those that read with retries, others once. */
function asker(policy: UrlPolicy, target: SessionTarget, kept: KeptConnections) {
  const { store, keys, storeView, deadlineMs } = target;
  let { generations } = target;
  const sending = { policy, kept, answerBytes: ANSWER_BYTES };

  async function answered(asking: () => Promise<{ readonly reply: Reply; readonly generations: Candidates }>) {
    try {
      const { reply, generations: known } = await asking();
      generations = known;
      return reply;
    } catch (error) {
      const oversize = error instanceof Refusal && error.facts['fault'] === 'OVERSIZE';
      throw oversize ? new Refusal('answer_too_large', { limitBytes: ANSWER_BYTES }, error) : error;
    }
  }

  return {
    async get(path: string, query: QueryObject): Promise<Reply> {
      const own = pathAndQuery(path);
      const whole = restTarget({ path: own.path, query: { ...own.query, ...query }, store: storeView });
      const asked = { method: 'GET', target: whole, keys } as const;
      const untilMs = Math.min(deadlineMs, performance.now() + CALL_MILLISECONDS);
      return answered(() =>
        callWithRetries('GET', untilMs, (deadlineMilliseconds) =>
          call(store, { ...asked, generations }, { ...sending, deadlineMilliseconds }),
        ),
      );
    },
    async once({ method, path, body, storeView: view = storeView }: StoreCall): Promise<Reply> {
      const asked = { method, target: restTarget({ path, store: view }), body, keys, once: true } as const;
      const leftMs = Math.min(deadlineMs - performance.now(), WRITE_MILLISECONDS);
      const deadlineMilliseconds = Math.max(1, Math.ceil(leftMs));
      return answered(() => call(store, { ...asked, generations }, { ...sending, deadlineMilliseconds }));
    },
    generations: () => generations,
  };
}
