import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Queues } from '../../../../infra/local/aws/queues.ts';
import { openQueues } from '../../../../infra/local/aws/queues.ts';
import type { Clock } from '../../../../infra/local/clock.ts';
import { createClock } from '../../../../infra/local/clock.ts';

const VISIBILITY_SECONDS = 360;
const QUEUE = { name: 'work', arn: 'arn:work', visibilitySeconds: VISIBILITY_SECONDS };
const SPECS = [
  { ...QUEUE, redrive: { maxReceives: 3, deadLettersArn: 'arn:dead' } },
  { name: 'dead', arn: 'arn:dead', visibilitySeconds: 30 },
];
const MAPPING = { queueArn: 'arn:work', functionArn: 'f', batchSize: 2, maxConcurrency: 2, partial: true };

type Handed = { readonly Records: readonly { messageId: string; body: string; attributes: Record<string, string> }[] };

let clock: Clock;
let queues: Queues;
let handed: Handed['Records'][];
/** What the function makes of a batch. */
let work: (records: Handed['Records']) => unknown;
let logged: string;

function open(mapping: Partial<typeof MAPPING> = {}) {
  queues = openQueues({
    queues: SPECS,
    mappings: [{ ...MAPPING, ...mapping }],
    clock,
    invoke: async (_, event) => {
      const { Records }: Handed = Object(event);
      handed.push(Records);
      return work(Records);
    },
    log: (text) => {
      logged += text;
    },
  });
}

beforeEach(() => {
  clock = createClock();
  handed = [];
  logged = '';
  work = () => undefined;
  open();
});
afterEach(() => queues.stop());

function pass(seconds: number) {
  clock.move(seconds * 1000);
  queues.tick();
  return queues.idle();
}
function bodies() {
  return handed.map((records) => records.map(({ body }) => body));
}
function failing(...bad: string[]) {
  return (records: Handed['Records']) => ({
    batchItemFailures: records
      .filter(({ body }) => bad.includes(body))
      .map(({ messageId: itemIdentifier }) => ({ itemIdentifier })),
  });
}

describe('a queue', () => {
  test('hands each message to the function, in the shape in which Lambda gets it, and forgets it then', async () => {
    queues.send('work', '{"at":1}');
    await queues.idle();
    expect(handed).toHaveLength(1);
    expect(handed[0]?.[0]).toMatchObject({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      body: '{"at":1}',
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:work',
    });
    expect(queues.messages('work')).toEqual([]);
  });

  test('brings what the function names again when the visibility timeout is over, not before, and nothing else', async () => {
    work = failing('bad');
    queues.send('work', 'good');
    queues.send('work', 'bad');
    await queues.idle();
    await pass(VISIBILITY_SECONDS - 5);
    expect(bodies()).toEqual([['good'], ['bad']]);
    await pass(5);
    expect(bodies()).toEqual([['good'], ['bad'], ['bad']]);
    expect(handed[2]?.[0]?.attributes['ApproximateReceiveCount']).toBe('2');
  });

  test('brings it again by itself, when real time has come so far', async () => {
    queues.stop();
    const [work_, dead] = SPECS;
    queues = openQueues({
      queues: [{ ...QUEUE, ...work_, visibilitySeconds: 0.2 }, ...(dead ? [dead] : [])],
      mappings: [MAPPING],
      clock,
      invoke: async (_, event) => {
        handed.push(Object(event).Records);
        return handed.length === 1 ? failing('x')(handed[0] ?? []) : undefined;
      },
      log: () => undefined,
    });
    queues.send('work', 'x');
    await vi.waitFor(() => expect(handed).toHaveLength(2), 2000);
    await vi.waitFor(() => expect(queues.messages('work')).toEqual([]));
  });

  test('brings all of a batch again when the function fails, or names a message that it was not handed', async () => {
    work = () => {
      throw new Error('no');
    };
    queues.send('work', 'a');
    await queues.idle();
    work = () => ({ batchItemFailures: [{ itemIdentifier: 'somebody-else' }] });
    await pass(VISIBILITY_SECONDS);
    work = () => undefined;
    await pass(VISIBILITY_SECONDS);
    expect(bodies()).toEqual([['a'], ['a'], ['a']]);
    expect(queues.messages('work')).toEqual([]);
    expect(logged).toContain('somebody-else');
  });

  test('makes a dead letter of what was received too often', async () => {
    work = failing('a');
    queues.send('work', 'a');
    await queues.idle();
    for (let turn = 0; turn < 4; turn += 1) await pass(VISIBILITY_SECONDS);
    expect(handed).toHaveLength(3);
    expect(queues.messages('work')).toEqual([]);
    expect(queues.messages('dead').map(({ body }) => body)).toEqual(['a']);
    expect(logged).toContain('dead letter');
  });

  test('hands over no larger batches, and no more at a time, than the mapping says', async () => {
    const done: (() => void)[] = [];
    work = () => new Promise<void>((finish) => done.push(finish));
    for (let n = 0; n < 7; n += 1) queues.send('work', String(n));
    // The first two were alone when they came.
    expect(bodies()).toEqual([['0'], ['1']]);
    for (const finish of done.splice(0)) finish();
    await vi.waitFor(() => expect(bodies()).toEqual([['0'], ['1'], ['2', '3'], ['4', '5']]));
    for (const finish of done.splice(0)) finish();
    await vi.waitFor(() => expect(bodies().at(-1)).toEqual(['6']));
    for (const finish of done.splice(0)) finish();
    await queues.idle();
  });

  test('takes any answer for success where the function reports no single failures', async () => {
    queues.stop();
    open({ partial: false });
    work = failing('a');
    queues.send('work', 'a');
    await queues.idle();
    expect(queues.messages('work')).toEqual([]);
  });
});
