import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeLine } from '../../../domain/sync/change-log.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { storeTime } from '../../../domain/sync/store-time.ts';
import { type Aside, type ReadState, setAside } from '../log/read-state.ts';
import { type Reading, report } from '../reading.ts';

/** What is delivered of some records, and what is not. */
export type Made = {
  readonly lines: readonly ChangeLine[];
  readonly aside: readonly Aside[];
  readonly leavesOut: boolean;
};

type Source = {
  readonly id: number | string;
  readonly raw: RawRecord;
  readonly version: string;
  readonly at?: number | undefined;
};

/** The lines of records: what the connector's processor makes of each. One that breaks it is reported, by id alone. */
export async function makeLines(reading: Reading, records: readonly Source[]): Promise<Made> {
  const lines: ChangeLine[] = [];
  const aside: Aside[] = [];
  let leavesOut = false;
  for (const { id, raw, version, at } of records) {
    const made = await processed(reading, String(id), raw);
    if (made === BROKEN) aside.push({ id: String(id), why: 'unread' });
    else if (made === undefined) leavesOut = true;
    else lines.push({ ...lineOf(reading, String(id), version), op: 'upsert', updated: timeOf(at), record: made });
  }
  return { lines, aside, leavesOut };
}

export function lineOf(reading: Reading, id: string, version: string): ChangeLine {
  const { order, deps } = reading;
  return { id, op: 'delete', version, at: deps.now().toISOString(), run: order.run, origin: 'store' };
}

/** The state with what was not delivered, and without what now was. */
export function noting(reading: Reading, { lines, aside, leavesOut }: Made, state: ReadState): ReadState {
  const delivered = new Set(lines.map(({ id }) => id));
  const left = { ...state, leavesOut: state.leavesOut || leavesOut };
  const kept = state.aside.filter(({ id }) => !delivered.has(id));
  return setAside({ ...left, aside: kept }, aside, reading.deps.now());
}

const BROKEN = Symbol('broken');
/** Whoever reads records gets each whole, in an answer that has room for twice as much: a larger one would be in the way. */
const RECORD_MAX_BYTES = 2.5 * 1024 * 1024;

async function processed(reading: Reading, id: string, raw: RawRecord): Promise<unknown> {
  const { connector, settings } = reading.order;
  const item = connector.item.safeParse(raw);
  if (!item.success) {
    report(reading, 'record_unreadable', id);
    return BROKEN;
  }
  let made: unknown;
  let bytes: number;
  try {
    made = await connector.processor(item.data, { storeView: settings.storeView });
    bytes = bytesOf(made);
  } catch (error) {
    // The connector itself has failed, and not for one record.
    if (error instanceof Refusal) throw error;
    report(reading, 'connector_failed', id);
    return BROKEN;
  }
  if (bytes <= RECORD_MAX_BYTES) return made;
  report(reading, 'record_unreadable', id);
  return BROKEN;
}

/** @throws TypeError for what is no JSON, such as a value within itself */
function bytesOf(made: unknown): number {
  return made === undefined ? 0 : Buffer.byteLength(JSON.stringify(made));
}

function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : storeTime(at);
}
