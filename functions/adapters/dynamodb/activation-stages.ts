import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Activation, ActivationRef } from '../../domain/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { ALLOWED_FROM, hasReached, type Stage } from '../../domain/stage.ts';
import { activationKey, parseActivation } from './activation-item.ts';
import { type ConditionalUpdate, updateIf } from './conditional-update.ts';
import type { Table } from './table.ts';

/** A write that is refused by mistake is rare; a third refusal in a row is no mistake. */
const ROUNDS = 3;

export type Where = Pick<ActivationRef, 'product' | 'key'>;
type Change = Omit<ConditionalUpdate, 'table' | 'pk'>;

/** Finds an attempt and takes it from stage to stage; what is stored at each is up to `activation-repository.ts`. */
export function openStages(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const at = (where: Where) => ({ table: table.name, pk: activationKey(where) });

  async function find(where: Where): Promise<Activation | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: activationKey(where) }, ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const activation = parseActivation(Item);
    return activation.expiresAt > seconds() ? activation : undefined;
  }

  async function current(ref: ActivationRef): Promise<Activation> {
    const activation = await find(ref);
    if (activation === undefined) throw new Refusal('activation_expired');
    if (activation.activation !== ref.activation) throw new Refusal('activation_superseded');
    return activation;
  }

  async function change(ref: ActivationRef, client: Table['client'], to: Change): Promise<Activation | undefined> {
    const item = await updateIf(client, {
      ...at(ref),
      ...to,
      condition: `activation = :id AND expiresAt > :now AND ${to.condition}`,
      values: { ':id': ref.activation, ':now': seconds(), ...to.values },
    });
    return item === undefined ? undefined : parseActivation(item);
  }

  /**
   * Changes an attempt that is at one of `from`. If the write is refused although it is, the write is tried again: what
   * is to be stored may exist nowhere else.
   *
   * @returns the attempt as changed, or as it is when it has passed those stages
   */
  async function move(
    ref: ActivationRef,
    client: Table['client'],
    from: readonly Stage[],
    to: Pick<Change, 'set' | 'remove'>,
  ): Promise<Activation> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = await change(ref, client, { ...stageCondition(from), ...to });
      if (done !== undefined) return done;
      const activation = await current(ref);
      if (!from.includes(activation.stage)) return activation;
    }
    throw new Refusal('interrupted');
  }

  /** Moves to `goal`. A step that runs twice finds its work done, and gets the activation as it is. */
  async function advance(
    ref: ActivationRef,
    goal: Exclude<Stage, 'received' | 'failed'>,
    set: Change['set'],
    remove: readonly string[] = [],
  ): Promise<Activation> {
    const to = { set: { ...set, stage: goal }, remove };
    return requireStage(await move(ref, table.persistent, ALLOWED_FROM[goal], to), goal);
  }

  return { seconds, at, find, current, change, move, advance };
}

/** @throws Refusal `interrupted` for an attempt that has not come to `goal` */
export function requireStage(activation: Activation, goal: Exclude<Stage, 'failed'>): Activation {
  if (hasReached(activation.stage, goal)) return activation;
  throw new Refusal('interrupted', { stage: activation.stage });
}

export function stageCondition(stages: readonly Stage[]): { condition: string; values: Record<`:${string}`, Stage> } {
  const values = Object.fromEntries(stages.map((stage, index) => [`:stage${index}`, stage]));
  return { condition: `stage IN (${Object.keys(values).join(', ')})`, values };
}
