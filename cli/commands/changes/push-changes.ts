import { readFileSync } from 'node:fs';
import * as z from 'zod';
import {
  type BatchCounts,
  type ChangeLine,
  HandfastError,
  handfast,
  type LineResult,
} from '../../../client/handfast.ts';
import { CliError, EXIT_FAILED, EXIT_MISUSED, oneLine } from '../../output/cli-error.ts';
import type { CallClients } from '../clients/call-clients.ts';

export type PushOrder = {
  readonly file: string;
  readonly channel: string;
  readonly connector: string;
  readonly key?: string;
};

export type PushAnswer = {
  readonly connector: string;
  readonly batches: readonly string[];
  readonly counts: BatchCounts;
  /** Of lines that are not in the store as the file has them. */
  readonly problems: readonly LineResult[];
};

const SCOPES = ['changes:read', 'changes:write'];
const made = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.string() });
const TOKEN_PATH = '/v1/oauth2/token';
const line = z.strictObject({
  id: z.string().optional(),
  base: z.string().optional(),
  change: z.record(z.string(), z.unknown()),
});
const LINES_SHOWN = 20;

/** Results that need somebody's attention. */
const PROBLEMS = ['failed', 'conflict', 'unknown', 'cancelled'] as const;

/**
 * Sends a file of changes, and waits until each has its result. A client of the API is made for that, and revoked at the
 * end.
 *
 * @throws CliError
 */
export async function pushChanges(order: PushOrder, callClients: CallClients): Promise<PushAnswer> {
  const { channel, connector, key } = order;
  const changes = readChanges(order.file);
  const body = { name: `push ${connector}`, scopes: SCOPES };
  const client = made.parse(await callClients({ method: 'POST', path: '', body }));
  try {
    const url = client.tokenUrl.slice(0, -TOKEN_PATH.length);
    const api = handfast({ ...client, url, scope: SCOPES.join(' ') }).channel(channel);
    const pushed = await api.push(connector, changes, { idempotencyKey: key });
    const { counts, batches } = await pushed.finished();
    const problems: LineResult[] = [];
    for (const status of PROBLEMS) {
      if (counts[status] > 0) for await (const one of pushed.results({ status })) problems.push(one);
    }
    return { connector, batches: batches.map(({ id }) => id), counts, problems };
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    throw new CliError(EXIT_FAILED, [error.detail, ...error.problems], { cause: error });
  } finally {
    await callClients({ method: 'DELETE', path: `/${encodeURIComponent(client.clientId)}` });
  }
}

/** All of it is read before anything is sent. */
function readChanges(file: string): ChangeLine[] {
  const changes: ChangeLine[] = [];
  const bad: number[] = [];
  for (const [index, text] of readText(file).split('\n').entries()) {
    if (text.trim() === '') continue;
    const read = readLine(text);
    if (read === undefined) bad.push(index + 1);
    else changes.push(read);
  }
  if (bad.length > 0) {
    const which = `${bad.slice(0, LINES_SHOWN).join(', ')}${bad.length > LINES_SHOWN ? ', …' : ''}`;
    const words = 'one JSON object a line, with "change", and "id" and "base" where you want them';
    throw new CliError(EXIT_MISUSED, [
      `${file}: no changes are line ${which}. It must have ${words}. Nothing was sent.`,
    ]);
  }
  if (changes.length === 0) throw new CliError(EXIT_MISUSED, [`${file}: has no line. Nothing was sent.`]);
  return changes;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT_MISUSED, [`${file}: cannot be read (${oneLine(error)}).`], { cause: error });
  }
}

function readLine(text: string): ChangeLine | undefined {
  try {
    const { id, base, change } = line.parse(JSON.parse(text));
    return { ...(id !== undefined && { id }), ...(base !== undefined && { base }), change };
  } catch {
    return undefined;
  }
}
