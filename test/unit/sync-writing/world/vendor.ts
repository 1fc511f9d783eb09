import { openBatchRepository } from '../../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import type { ApiRequest } from '../../../../functions/adapters/lambda/api-handler.ts';
import { sendChanges } from '../../../../functions/api/channels/changes/send-changes.ts';
import { writersOf } from '../../../../functions/channels/channel-writers.ts';
import { accountKey } from '../../../../functions/domain/account.ts';
import { newActivationId } from '../../../../functions/domain/ids.ts';
import { Refusal } from '../../../../functions/domain/refusals/refusal.ts';
import type { Connection } from '../../../../functions/domain/stores/connection.ts';
import { parseStoreUrl } from '../../../../functions/domain/stores/store-url.ts';
import type { Change } from '../../../../functions/domain/sync/changes/change.ts';
import { type BatchId, newBatchId } from '../../../../functions/domain/sync/changes/change-ids.ts';
import { channelOf } from '../../../contract/dynamodb/channels/channel-setup.ts';
import type { Random } from '../../sync/world/store-history.ts';
import type { VirtualClock } from '../../sync/world/virtual-clock.ts';
import { TableDown } from './processes.ts';
import { type Items, smallBucket, smallTable } from './small-table.ts';

/** What is sent under one key. */
export type Sent = { readonly key: string; readonly changes: readonly Change[] };
/** A request that was accepted, and the batch that its first answer named. */
export type Request = Sent & { readonly batch: BatchId };

type World = {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly connector: string;
  /** Share of calls of the table that go wrong now. */
  readonly faults: () => number;
  readonly changes: () => readonly Change[];
  /** Whether a repetition is recognised: for showing what happens when it is not. */
  readonly looksUpKeys: boolean;
  readonly onCrash: (error: unknown) => void;
};

export const CHANNEL = channelOf();
const ANSWER_SECONDS = 30;
const ACCOUNT = { issuer: 'https://id.example', id: 'ana' };
const CONNECTION: Connection = {
  ...{ connection: CHANNEL.connection, product: CHANNEL.product, storeUrl: parseStoreUrl('https://shop.example/') },
  ...{ account: { ...ACCOUNT, label: 'ana@example.com' }, accountKey: accountKey(ACCOUNT), generations: ['2.4.8'] },
  ...{ createdAt: CHANNEL.createdAt, connectedAt: CHANNEL.createdAt, version: 1 },
  ...{ status: 'active', kind: 'created', activation: newActivationId() },
};

/** A vendor's backend, which sends one request after the other, and each until it has an answer: some of them again. */
export class Vendor {
  readonly requests: Request[] = [];
  readonly broken: string[] = [];
  readonly items: Items = new Map();
  readonly objects = smallBucket();
  /** Whether nothing will be sent any more. */
  isDone = false;
  readonly #world: World;
  readonly #handler: ReturnType<typeof sendChanges>;

  constructor(world: World) {
    this.#world = world;
    const { clock, looksUpKeys } = world;
    const table = smallTable(this.items, (change) => this.#call(change));
    const batches = openBatchRepository(table, this.objects, () => new Date(clock.time * 1000));
    this.#handler = sendChanges({
      productsOf: async () => [CHANNEL.product],
      channels: { find: async () => CHANNEL },
      connections: { find: async () => CONNECTION },
      batches: looksUpKeys ? batches : { accept: (sent) => batches.accept({ ...sent, batch: newBatchId() }) },
      batchWriters: { begin: async () => false },
      writeExecutions: { start: async () => undefined },
      ...{ writersOf, log: () => undefined },
    });
  }

  async sendAll(requests: number): Promise<void> {
    const { clock, random } = this.#world;
    const later: Promise<void>[] = [];
    for (let n = 1; n <= requests; n += 1) {
      await clock.sleep(random() * 300);
      const request = await this.#sendOne(`key-${n}`);
      if (random() < 0.5) later.push(this.#repeat(request));
    }
    await Promise.all(later);
    this.isDone = true;
  }

  /** Some twice at once, and some at once with another body under the same key. */
  async #sendOne(key: string): Promise<Request> {
    const { random, changes } = this.#world;
    const sent = { key, changes: changes() };
    const rival = random() < 0.15 ? { key, changes: changes() } : sent;
    const all = rival !== sent || random() < 0.3 ? [sent, rival] : [sent];
    const answers = await Promise.all(all.map((one) => this.#push(one)));
    const accepted = all.flatMap((one, at) => {
      const batch = answers[at];
      return batch === undefined ? [] : [{ ...one, batch }];
    });
    const [request] = accepted;
    if (request === undefined) throw new Error('no body was accepted under a key');
    const isOne = accepted.every(({ batch, changes: of }) => batch === request.batch && same(of, request.changes));
    if (!isOne) this.broken.push('two bodies, or two batches, were accepted under one key');
    this.requests.push(request);
    return request;
  }

  async #repeat(request: Request): Promise<void> {
    const { clock, random, changes } = this.#world;
    await clock.sleep(random() * 3_000);
    const sent = { ...request, changes: random() < 0.3 ? changes() : request.changes };
    const expected = same(sent.changes, request.changes) ? request.batch : undefined;
    if ((await this.#push(sent)) !== expected)
      this.broken.push('a repetition has another answer than the first request');
  }

  /** @returns undefined: something else was sent under the same key */
  async #push(sent: Sent): Promise<BatchId | undefined> {
    const { clock, random } = this.#world;
    for (;;) {
      const answer = await Promise.race([this.#ask(sent), clock.sleep(ANSWER_SECONDS)]);
      if (answer !== undefined) return answer.batch;
      await clock.sleep(random() * 20);
    }
  }

  async #ask({ key, changes }: Sent): Promise<{ readonly batch: BatchId | undefined } | undefined> {
    try {
      const { body } = await this.#handler(requestOf(this.#world.connector, key, changes));
      return { batch: JSON.parse(body).id };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'idempotency_key_reused') return { batch: undefined };
      const isPassing = error instanceof TableDown || (error instanceof Refusal && error.code === 'interrupted');
      if (!isPassing) this.#world.onCrash(error);
      return undefined;
    }
  }

  /** The process that answers is killed, stands still or loses the table at any call of it: before it, or after. */
  async #call<Result>(change: () => Result): Promise<Result> {
    await this.#goesWrong();
    const result = change();
    await this.#goesWrong();
    return result;
  }

  async #goesWrong(): Promise<void> {
    const { clock, random, faults } = this.#world;
    await clock.sleep(random());
    const fault = random() / (faults() / 4);
    if (fault < 1 / 3) return new Promise<void>(() => undefined);
    if (fault < 2 / 3) return clock.sleep(random() * 200);
    if (fault < 1) throw new TableDown();
    return undefined;
  }
}

const same = (one: readonly Change[], other: readonly Change[]) => JSON.stringify(one) === JSON.stringify(other);

function requestOf(connector: string, key: string, changes: readonly Change[]): ApiRequest {
  return {
    ...{ route: 'POST /v1/channels/{id}/changes', product: '', parameters: { id: CHANNEL.channel } },
    ...{ query: new URLSearchParams({ connector }), contentType: 'application/x-ndjson', contentEncoding: '' },
    ...{ acceptLanguage: '', acceptsGzip: false, cookies: new Map(), client: 'client', products: 'as-bound' },
    idempotencyKey: key,
    body: Buffer.from(changes.map(({ line: _, ...change }) => JSON.stringify(change)).join('\n')),
  };
}
