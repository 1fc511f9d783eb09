import type { WritingId } from '../../domain/sync/changes/change-ids.ts';
import { openNamedExecutions } from './named-executions.ts';

export type WriteExecutions = ReturnType<typeof openWriteExecutions>;

/** Starts executions that write the batches of a channel. Each runs once, however often it is asked to. */
export function openWriteExecutions(machineArn: string) {
  const executions = openNamedExecutions(machineArn);
  return { start: (writing: WritingId): Promise<void> => executions.start(writing, { run: writing }) };
}
