import { beforeEach, describe, expect, test } from 'vitest';
import { bulkStore, UUID } from './bulk-store.ts';

const POST = 'PUT async/bulk/V1/products/bySku';
const STATUS = `GET V1/bulk/${UUID}/status`;

let shop: ReturnType<typeof bulkStore>;
beforeEach(() => {
  shop = bulkStore();
  shop.stock();
});

const singles = () => shop.calls.filter((call) => call.startsWith('PUT V1/'));
const statuses = (results: readonly { status: string }[]) => [...new Set(results.map(({ status }) => status))];

describe('a consumer that runs', () => {
  test('writes all in one call, and each line has the result of its operation', async () => {
    const batch = shop.add((at) => (at === 7 ? 'bad' : 'new'));
    expect(await shop.goOn(batch)).toEqual({ outcome: 'more', waitSeconds: 15 });
    shop.later(15);
    shop.consume();
    const results = await shop.finish(batch);
    expect(shop.calls).toEqual([POST, STATUS, STATUS]);
    expect(results.filter(({ status }) => status !== 'done')).toMatchObject([
      { line: 8, status: 'failed', code: 'change_refused', message: 'The name is bad.' },
    ]);
    expect(results[0]?.version).toBeDefined();
    expect(shop.bulks.kept).toBeUndefined();
  });

  test('that is slow is waited for as long as it moves', async () => {
    const batch = shop.add(() => 'new');
    await shop.goOn(batch);
    for (let round = 0; round < 19; round += 1) {
      shop.later(200);
      shop.consume(1);
      await shop.goOn(batch);
    }
    shop.consume();
    shop.later(200);
    expect(statuses(await shop.finish(batch))).toEqual(['done']);
    expect(singles()).toEqual([]);
  });

  test('the uuid is in the state before the bulk is looked at', async () => {
    shop.faults.mayLook = false;
    const seen: unknown[] = [];
    const commit = shop.batches.commit.bind(shop.batches);
    shop.batches.commit = (batch, committed) => {
      seen.push([shop.calls.length, Object(committed.state['bulk']).uuid]);
      return commit(batch, committed);
    };
    await shop.goOn(shop.add(() => 'new'));
    expect(seen.slice(0, 2)).toEqual([
      [0, undefined],
      [1, UUID],
    ]);
  });
});

describe('what does not go into a bulk', () => {
  test('few changes, and new products', async () => {
    await shop.finish(shop.add(() => 'new', 19));
    shop.names.clear();
    await shop.finish(shop.add(() => 'other'));
    expect(shop.calls).not.toContain(POST);
  });

  test.each([
    ['prices, which another writer writes', { product: { price: 5 } }],
    ['values of one store view', { product: { name: 'new' }, store_view: 'german' }],
    ['changes made from a version', { product: { name: 'new' } }, 'v1'],
  ])('%s', async (_, members, base?: string) => {
    const lines = Array.from({ length: 20 }, (__, at) => ({
      change: { sku: `SKU${at}`, ...members },
      ...(base && { base }),
    }));
    await shop.goOn(shop.batches.add('products', lines, new Date()));
    expect(shop.calls).not.toContain(POST);
  });
});

describe('a bulk that does not move', () => {
  test('is given up after five minutes, and its lines are written by single calls', async () => {
    const batch = shop.add(() => 'new');
    expect(statuses(await shop.finish(batch))).toEqual(['done']);
    expect(shop.calls.filter((call) => call === STATUS)).toHaveLength(22);
    expect(singles()).toHaveLength(20);
    expect(shop.bulks.kept).toMatchObject({ uuid: UUID, operations: 20 });
  });

  test('because the store does not know it is waited for and given up alike', async () => {
    shop.faults.knowsBulk = false;
    expect(statuses(await shop.finish(shop.add(() => 'new')))).toEqual(['done']);
    expect(shop.calls.filter((call) => call === STATUS).length).toBeGreaterThan(20);
    expect(shop.bulks.kept?.rows).toHaveLength(20);
  });

  test('in part leaves that part alone abandoned', async () => {
    const batch = shop.add(() => 'new');
    await shop.goOn(batch);
    shop.consume(15);
    expect(statuses(await shop.finish(batch))).toEqual(['done']);
    expect(singles()).toHaveLength(5);
    expect(shop.bulks.kept?.rows.map(({ at }) => at)).toEqual([15, 16, 17, 18, 19]);
  });

  test('and may not be looked at is given up at once', async () => {
    shop.faults.mayLook = false;
    expect(statuses(await shop.finish(shop.add(() => 'new')))).toEqual(['done']);
    expect(shop.calls.filter((call) => call === STATUS)).toHaveLength(2);
  });

  test('is followed by no other one while it is open', async () => {
    await shop.finish(shop.add(() => 'new'));
    await shop.finish(shop.add(() => 'newer'));
    expect(shop.calls.filter((call) => call === POST)).toHaveLength(1);
  });

  test('is still watched for what was cancelled, and no line of it is sent again', async () => {
    const batch = shop.add(() => 'new');
    await shop.goOn(batch);
    shop.later(400);
    await shop.goOn(batch, true);
    expect(statuses(shop.batches.results(batch))).toEqual(['unknown']);
    expect(singles()).toEqual([]);
    expect(shop.bulks.kept?.rows).toHaveLength(20);
  });
});

describe('an abandoned bulk that runs late', () => {
  test('is written over by the last word, also of a later batch, once the next one begins', async () => {
    await shop.finish(shop.add(() => 'first'));
    await shop.finish(shop.add(() => 'second', 3));
    shop.consume();
    expect(shop.names.get('SKU0')).toBe('first');
    shop.calls.length = 0;
    await shop.finish(shop.add(() => 'other', 0));
    expect(['SKU0', 'SKU1', 'SKU2', 'SKU3'].map((sku) => shop.names.get(sku))).toEqual([
      ...['second', 'second', 'second'],
      'first',
    ]);
    expect(singles()).toHaveLength(3);
    expect(shop.bulks.kept?.rows).toEqual([]);
  });

  test('is written over where no batch follows, too, and then over', async () => {
    await shop.finish(shop.add(() => 'first'));
    await shop.finish(shop.add(() => 'second', 3));
    await shop.mend();
    expect(shop.bulks.kept?.rows).toHaveLength(20);
    shop.consume();
    shop.calls.length = 0;
    shop.written.known.clear();
    await shop.mend();
    expect(['SKU0', 'SKU2', 'SKU3'].map((sku) => shop.names.get(sku))).toEqual(['second', 'second', 'first']);
    expect(singles()).toHaveLength(3);
    expect(shop.written.known.size).toBe(3);
    expect(shop.bulks.kept?.rows).toEqual([]);
    await shop.mend();
    expect(shop.calls).toHaveLength(4);
  });

  test('while a batch is written is seen when that one ends', async () => {
    await shop.finish(shop.add(() => 'first'));
    const put = shop.add(() => 'second', 2);
    const commit = shop.batches.commit.bind(shop.batches);
    let commits = 0;
    shop.batches.commit = async (batch, committed) => {
      commits += 1;
      // All is written, and nothing is told yet.
      if (committed.results.length === 2 && commits > 1) shop.consume();
      return commit(batch, committed);
    };
    await shop.finish(put);
    expect(shop.names.get('SKU1')).toBe('second');
  });

  test('makes no product again that was deleted meanwhile', async () => {
    await shop.finish(shop.add(() => 'first'));
    await shop.finish(shop.add(() => 'second', 1));
    shop.consume();
    shop.names.delete('SKU0');
    await shop.finish(shop.add(() => 'other', 0));
    expect(shop.names.has('SKU0')).toBe(false);
  });

  test('lets the next batch use a bulk again', async () => {
    await shop.finish(shop.add(() => 'first'));
    shop.consume();
    await shop.goOn(shop.add(() => 'third'));
    expect(shop.calls.filter((call) => call === POST)).toHaveLength(2);
  });
});

describe('an answer to the bulk that never came', () => {
  test('leaves its lines alone for ten minutes, and then to single calls', async () => {
    shop.faults.post = 'lost';
    const batch = shop.add(() => 'new');
    expect(await shop.goOn(batch)).toEqual({ outcome: 'more', waitSeconds: 600 });
    expect(statuses(await shop.finish(batch))).toEqual(['done']);
    expect(singles()).toHaveLength(20);
    expect(shop.bulks.kept?.uuid).toBeUndefined();
  });

  test('and a bulk that runs late nevertheless is known by its values', async () => {
    shop.faults.post = 'lost';
    await shop.finish(shop.add(() => 'first'));
    await shop.finish(shop.add(() => 'second', 2));
    shop.consume();
    shop.names.set('SKU1', 'of the merchant');
    await shop.finish(shop.add(() => 'other', 0));
    expect(['SKU0', 'SKU1'].map((sku) => shop.names.get(sku))).toEqual(['second', 'of the merchant']);
  });

  test('is the same where the process ended before it', async () => {
    const batch = shop.add(() => 'new');
    const commit = shop.batches.commit.bind(shop.batches);
    shop.batches.commit = async (one, committed) => {
      if (Object(committed.state['bulk']).uuid !== undefined) throw new Error('killed');
      return commit(one, committed);
    };
    await expect(shop.goOn(batch)).rejects.toThrow('killed');
    shop.batches.commit = commit;
    expect(statuses(await shop.finish(batch))).toEqual(['done']);
    expect(shop.bulks.kept?.rows).toHaveLength(20);
  });
});

test('a store without bulks gets single calls at once', async () => {
  shop.faults.post = 'refused';
  expect(statuses(await shop.finish(shop.add(() => 'new')))).toEqual(['done']);
  expect(shop.calls.filter((call) => call === POST)).toHaveLength(1);
  expect(shop.bulks.kept).toBeUndefined();
});
