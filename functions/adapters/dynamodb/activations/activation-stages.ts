import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Activation, type ActivationRef, ATTEMPT_RECORD_SECONDS } from '../../../domain/handshake/activation.ts';
import { ALLOWED_FROM, hasReached, REACHED_AT, type Stage } from '../../../domain/handshake/stage.ts';
import type { ActivationId } from '../../../domain/ids.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { type ConditionalUpdate, updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { attemptItem, parseActivation } from './activation-item.ts';
import { adoptEarlier } from './earlier-activation.ts';

/** A write is rarely refused by mistake; three times in a row is no mistake. */
const ROUNDS = 3;

/** What goes when an attempt ends. */
export const SECRET_ATTRIBUTES = ['secrets', 'answers', 'credentials', 'generations', 'taskToken'];

/** Before the store is tied to the account, as far as another browser may stop the attempt. */
export const CAN_FAIL = ALLOWED_FROM.failed;

export type Stages = ReturnType<typeof openStages>;

type Change = Omit<ConditionalUpdate, 'table' | 'pk'> & { readonly condition: string };

/** Finds an attempt and takes it from stage to stage; what is stored at each of them: `attempt-progress.ts`. */
export function openStages(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const time = () => now().toISOString();
  const ended = () => ({ endedAt: time(), expiresAt: seconds() + ATTEMPT_RECORD_SECONDS });
  const at = (activation: ActivationId) => ({ table: table.name, pk: attemptItem(activation) });

  async function find(ref: ActivationRef): Promise<Activation | undefined> {
    const Key = { pk: attemptItem(ref.activation) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    const activation = Item === undefined ? await adoptEarlier(table, ref) : readActivation(Item);
    if (activation === undefined || activation.expiresAt <= seconds()) return undefined;
    return activation.product === ref.product && activation.key === ref.key ? activation : undefined;
  }

  async function current(ref: ActivationRef): Promise<Activation> {
    const activation = await find(ref);
    if (activation === undefined) throw new Refusal('activation_expired');
    return activation;
  }

  /** Only an attempt of that product and key: whoever names one by its id alone changes nothing. */
  async function change(ref: ActivationRef, client: Table['client'], to: Change): Promise<Activation | undefined> {
    const { product, key, activation } = ref;
    const item = await updateIf(client, {
      ...at(activation),
      ...to,
      condition: `expiresAt > :now AND #product = :product AND #key = :key AND (${to.condition})`,
      names: { '#product': 'product', '#key': 'key', ...to.names },
      values: { ':now': seconds(), ':product': product, ':key': key, ...to.values },
    });
    return item === undefined ? undefined : parseActivation(item);
  }

  /**
   * Changes an attempt that is at one of `pasts`. Refused although it is there, it is tried again: what is to be stored
   * may exist nowhere else.
   *
   * @returns the attempt as changed, or as it is when it is past those stages
   */
  async function move(
    ref: ActivationRef,
    client: Table['client'],
    pasts: readonly Stage[],
    to: Pick<Change, 'set' | 'remove'>,
  ): Promise<Activation> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = await change(ref, client, { ...stageCondition(pasts), ...to });
      if (done !== undefined) return done;
      const activation = await current(ref);
      if (!pasts.includes(activation.stage)) return activation;
    }
    throw new Refusal('interrupted');
  }

  /** Moves to `goal`. A step that was run twice finds its work done, and gets the activation as it is. */
  async function advance(
    ref: ActivationRef,
    goal: Exclude<Stage, 'received' | 'failed'>,
    set: Change['set'],
    remove: readonly string[] = [],
  ): Promise<Activation> {
    const reached = goal === 'linked' ? {} : { [REACHED_AT[goal]]: time() };
    const to = { set: { ...set, ...reached, stage: goal }, remove };
    return requireStage(await move(ref, table.persistent, ALLOWED_FROM[goal], to), goal);
  }

  return { seconds, time, ended, find, current, change, move, advance };
}

/** Records of attempts that ended before they had items of their own name no consumer: their attempts are over. */
function readActivation(attributes: Record<string, unknown>): Activation | undefined {
  return 'consumer' in attributes ? parseActivation(attributes) : undefined;
}

/** @throws Refusal `interrupted` for an attempt that has not come to `goal`, its own code for one that failed */
export function requireStage(activation: Activation, goal: Exclude<Stage, 'failed'>): Activation {
  if (hasReached(activation.stage, goal)) return activation;
  if (activation.stage === 'failed') throw new Refusal(activation.failure.code);
  throw new Refusal('interrupted', { stage: activation.stage });
}

export function stageCondition(stages: readonly Stage[]): { condition: string; values: Record<`:${string}`, Stage> } {
  const values = Object.fromEntries(stages.map((stage, index) => [`:stage${index}`, stage]));
  return { condition: `stage IN (${Object.keys(values).join(', ')})`, values };
}
