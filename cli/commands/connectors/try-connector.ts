import * as z from 'zod';
import type { Handfast } from '../../../client/handfast.ts';
import type { Connector, RawRecord } from '../../../functions/domain/sync/connector.ts';
import { oneLine } from '../../output/cli-error.ts';
import { namedConnector } from './named-connector.ts';
import { readPage } from './read-page.ts';

export type Trial = { readonly connector: string; readonly connection: string; readonly limit: number };

/** What became of one record. */
export type Tried = { readonly id: string } & (
  | { readonly outcome: 'delivered'; readonly record: unknown }
  | { readonly outcome: 'left_out' }
  | { readonly outcome: 'record_unreadable' | 'connector_failed'; readonly problems: readonly string[] }
);

export type TrialAnswer = { readonly connector: string; readonly path: string; readonly records: readonly Tried[] };

const STORE_VIEW = { storeView: 'all' };

/**
 * Reads one page of a store, and shows what a connector makes of it; nothing is written.
 *
 * @throws CliError for a connector that there is not, and for what the store answers; HandfastError
 */
export async function tryConnector(trial: Trial, api: Handfast): Promise<TrialAnswer> {
  const connector = namedConnector(trial.connector);
  const records = await readPage(api.connection(trial.connection).call, connector, trial.limit);
  const tried: Tried[] = [];
  for (const raw of records) tried.push(await tryRecord(connector, raw));
  return { connector: connector.name, path: connector.reader.path, records: tried };
}

async function tryRecord(connector: Connector, raw: RawRecord): Promise<Tried> {
  const { reader } = connector;
  const id = reader.kind === 'snapshot' ? reader.key(raw) : String(raw[reader.idMember]);
  const item = connector.item.safeParse(raw);
  if (!item.success) return { id, outcome: 'record_unreadable', problems: problemsIn(item.error) };
  try {
    const record = await connector.processor(item.data, STORE_VIEW);
    return record === undefined ? { id, outcome: 'left_out' } : { id, outcome: 'delivered', record };
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return { id, outcome: 'connector_failed', problems: [`${name}: ${oneLine(error)}`] };
  }
}

const issues = z.object({
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
});

/** As zod and its like name them: a path, and what is wrong there. */
function problemsIn(error: unknown): readonly string[] {
  const named = issues.safeParse(error).data?.issues ?? [];
  return named.length === 0 ? [oneLine(error)] : named.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
