import * as z from 'zod';
import { UserError } from '../../user-error.ts';
import { MAX_TIMER_SECONDS } from './issued-task-tokens.ts';

const State = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Branches: z.array(z.unknown()).optional(),
  Iterator: z.unknown().optional(),
  ItemProcessor: z.unknown().optional(),
});
export type State = z.infer<typeof State>;

export const Definition = z.looseObject({
  QueryLanguage: z.literal('JSONPath').optional(),
  States: z.record(z.string(), State),
});

/** What the interpreter ignores without a word, and would therefore run differently from AWS. */
const NOT_SERVED = ['HeartbeatSeconds', 'HeartbeatSecondsPath', 'TimeoutSecondsPath', 'Assign', 'QueryLanguage'];

function nested({ Branches, Iterator, ItemProcessor }: State): unknown[] {
  return [...(Branches ?? []), Iterator, ItemProcessor].filter((inner) => inner !== undefined);
}

/** All states with their names, also those inside Map and Parallel. */
export function statesOf(definition: unknown): [string, State][] {
  return Object.entries(Definition.parse(definition).States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...nested(state).flatMap(statesOf),
  ]);
}

/** @throws UserError naming the state and the field that would not run as on AWS */
export function assertServed(machine: string, definition: unknown): void {
  for (const [name, state] of statesOf(definition)) {
    const field = NOT_SERVED.find((candidate) => candidate in state);
    if (field) throw new UserError(`State ${name} of ${machine} uses ${field}, which local mode cannot serve.`);
  }
  if (JSON.stringify(definition).includes('$$.State.')) {
    throw new UserError(`${machine} reads $$.State, which local mode cannot serve.`);
  }
}

/** Seconds that a task may take: as long as timers go when it does not say. */
export function timeoutOf(state: State): number {
  return Math.min(state.TimeoutSeconds ?? MAX_TIMER_SECONDS, MAX_TIMER_SECONDS);
}

/** Without a time-out AWS waits on; the interpreter would give up after 60 s, and its timers end at 24 days. */
function withTimeouts(state: State): State {
  return {
    ...state,
    ...(state.Type === 'Task' && { TimeoutSeconds: timeoutOf(state) }),
    ...(state.Branches && { Branches: state.Branches.map(prepared) }),
    ...(state.Iterator !== undefined && { Iterator: prepared(state.Iterator) }),
    ...(state.ItemProcessor !== undefined && { ItemProcessor: prepared(state.ItemProcessor) }),
  };
}

/** The definition with a time-out on every task. */
export function prepared(definition: unknown): unknown {
  const { States, ...rest } = Definition.parse(definition);
  return {
    ...rest,
    States: Object.fromEntries(Object.entries(States).map(([name, state]) => [name, withTimeouts(state)])),
  };
}
