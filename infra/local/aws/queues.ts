import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { MappingSpec, QueueSpec } from '../template/queues.ts';
import { oneLine } from '../user-error.ts';
import type { Queue, QueueMessage, SendOptions } from './queue.ts';
import { openQueue, recordOf } from './queue.ts';
import { MAX_TIMER_SECONDS } from './step-functions/issued-task-tokens.ts';

/** The queues of a stack, in memory, and what hands their messages to functions. */
export type Queues = {
  /**
   * @param queue name or ARN
   * @returns the id of the message
   */
  send(queue: string, body: string, options?: SendOptions): string;
  /** The messages of a queue, oldest first, those in flight included. */
  messages(queue: string): readonly QueueMessage[];
  /** Delivers what is visible by the clock. To be called after the clock was moved. */
  tick(): void;
  /** Resolves when no message is in flight and none is visible. */
  idle(): Promise<void>;
  stop(): void;
};

export type QueuesOptions = {
  readonly queues: readonly QueueSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly clock: Clock;
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly log: (text: string) => void;
};

const Answer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })
  // Lambda takes an empty answer for "all done".
  .nullish();

/** Which messages of a batch are to be delivered again. */
async function failedOf(batch: readonly QueueMessage[], partial: boolean, work: Promise<unknown>) {
  const answer = await work;
  if (!partial) return [];
  return (Answer.parse(answer)?.batchItemFailures ?? []).map(({ itemIdentifier }) => {
    if (batch.some(({ id }) => id === itemIdentifier)) return itemIdentifier;
    throw new Error(`it names a message that it was not given: ${itemIdentifier}`);
  });
}

export function openQueues({ queues: specs, mappings, clock, invoke, log }: QueuesOptions): Queues {
  const queues = specs.map((spec) => openQueue(spec, clock));
  const underWay = new Map<MappingSpec, number>();
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function find(named: string): Queue {
    const found = queues.find(({ spec }) => spec.arn === named || spec.name === named);
    if (!found) throw new Error(`There is no queue ${named}.`);
    return found;
  }
  /** @returns false for a message that was received too often; it is moved to the dead letters */
  function isAlive(queue: Queue, message: QueueMessage): boolean {
    const { redrive } = queue.spec;
    if (!redrive || message.receives <= redrive.maxReceives) return true;
    queue.messages.delete(message.id);
    find(redrive.deadLettersArn).put(message.body, { group: message.group });
    log(`${queue.spec.name}: a message was received ${redrive.maxReceives} times, and is a dead letter now\n`);
    return false;
  }
  async function hand(mapping: MappingSpec, queue: Queue, batch: readonly QueueMessage[]): Promise<void> {
    const event = { Records: batch.map((message) => recordOf(queue.spec, message)) };
    try {
      const failed = await failedOf(batch, mapping.partial, invoke(mapping.functionArn, event));
      for (const { id } of batch) if (!failed.includes(id)) queue.messages.delete(id);
    } catch (error) {
      log(`${queue.spec.name}: a batch failed: ${oneLine(error)}\n`);
    }
  }
  function pump(mapping: MappingSpec): void {
    const queue = find(mapping.queueArn);
    while (!stopped && (underWay.get(mapping) ?? 0) < mapping.maxConcurrency) {
      const received = queue.receive(mapping.batchSize);
      if (received.length === 0) return;
      const batch = received.filter((message) => isAlive(queue, message));
      if (batch.length === 0) continue;
      underWay.set(mapping, (underWay.get(mapping) ?? 0) + 1);
      void hand(mapping, queue, batch).then(() => {
        underWay.set(mapping, (underWay.get(mapping) ?? 1) - 1);
        tick();
      });
    }
  }
  function settle(): void {
    if ([...underWay.values()].some((count) => count > 0)) return;
    const settled = waiting;
    waiting = [];
    for (const done of settled) done();
  }
  function tick(): void {
    for (const mapping of mappings) pump(mapping);
    clearTimeout(timer);
    const next = Math.min(...mappings.map(({ queueArn }) => find(queueArn).nextVisibleMs()));
    // What is visible already waits for a function to finish, which calls this again.
    const waitMs = next - clock.now();
    if (!stopped && waitMs > 0 && Number.isFinite(next)) {
      timer = setTimeout(tick, Math.min(waitMs, MAX_TIMER_SECONDS * 1000));
      timer.unref();
    }
    settle();
  }
  return {
    send: (queue, body, options) => {
      const id = find(queue).put(body, options);
      tick();
      return id;
    },
    messages: (queue) => [...find(queue).messages.values()],
    tick,
    idle: () =>
      new Promise((done) => {
        waiting.push(done);
        settle();
      }),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      for (const done of waiting) done();
    },
  };
}
