import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Task } from '../../../functions/domain/sync/run.ts';
import { StoreDouble } from '../../unit/sync/world/store-double.ts';
import { type Random, randomOf } from '../../unit/sync/world/store-history.ts';
import type { Answer, Question, Step } from './questions.ts';

const TASKS: readonly Task[] = ['look', 'look', 'counts', 'walk'];
/** The index of known records is written where deletions are looked for. */
const INDEX_TASKS: readonly Task[] = ['look', 'counts', 'walk', 'walk'];
const INDEX_STEPS: readonly Step[] = ['index', 'pointer', 'old index'];
/** A step that does not come is not waited for for ever: the process is killed at any. */
const STEPS_MAX = 25;
/** About as long as a write takes. */
const WRITE_MS = 8;

const ROWS = 300;
const OF_LONG_AGO = 1_000_000;

/** A store that changes whenever it, or its log, is touched. */
export class ChangingStore {
  readonly store = new StoreDouble();
  readonly #random: Random;
  #version = 0;
  #nextId = 1;

  constructor(seed: number) {
    this.#random = randomOf(seed);
    for (; this.#nextId <= ROWS; this.#nextId += 1) {
      this.store.put(this.#nextId, { at: this.store.time - OF_LONG_AGO + this.#nextId, v: 0 });
    }
  }

  one<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  upTo(most: number): number {
    return this.#random() * most;
  }

  /** So many in a second that the state of the log outgrows an item of the table. */
  change(): void {
    this.store.time += 1;
    for (let rows = 0; rows < 3; rows += 1) this.#changeOne();
  }

  #changeOne(): void {
    this.#version += 1;
    const kind = this.#random();
    const id = kind < 0.03 ? this.#nextId : this.one([...this.store.rows.keys()]);
    if (id === undefined) return;
    if (id === this.#nextId) this.#nextId += 1;
    if (kind > 0.98) this.store.rows.delete(id);
    else this.store.put(id, { v: this.#version });
  }
}

/**
 * A process that reads the store until it comes to a step of a commit, and is killed before it takes it, or while it does.
 *
 * @param program the bundle of `reader-process.ts`
 * @returns the step at which it was killed
 */
export async function readUntilKilled(
  program: string,
  world: ChangingStore,
  channel: ChannelId,
  at: Step,
  env: NodeJS.ProcessEnv,
) {
  const reader = fork(program, [channel], {
    execArgv: [],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  reader.stderr?.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const ended = once(reader, 'close');
  const isDuring = world.upTo(1) < 0.5;
  let left = STEPS_MAX;
  let killedAt: Step | undefined;

  async function kill(step: Step): Promise<void> {
    killedAt = step;
    if (isDuring) {
      reader.send({ time: world.store.time } satisfies Answer);
      await pause(world.upTo(WRITE_MS));
    }
    reader.kill('SIGKILL');
  }

  async function answer(question: Question): Promise<void> {
    if (killedAt !== undefined) return;
    world.change();
    if (question.ask === 'step') {
      left -= 1;
      if (question.step === at || left === 0) return kill(question.step);
    }
    reader.send(await answerTo(world, question, at));
  }

  reader.on('message', (question: Question) => void answer(question));
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL') throw new Error(`The reader ended by itself (${code ?? signal}): ${said}`);
  return killedAt;
}

async function answerTo(world: ChangingStore, question: Question, at: Step): Promise<Answer> {
  const { time } = world.store;
  if (question.ask === 'list') return { time, page: await world.store.list('', question.criteria) };
  if (question.ask !== 'task') return { time };
  return { time, task: world.one(INDEX_STEPS.includes(at) ? INDEX_TASKS : TASKS) ?? 'look' };
}
