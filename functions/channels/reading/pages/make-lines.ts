import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ChangeLine, NewLine } from '../../../domain/sync/change-log.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { storeTime } from '../../../domain/sync/store-time.ts';
import { type Aside, type ReadState, setAside } from '../log/read-state.ts';
import { type Reading, report } from '../reading.ts';

/** What is delivered of some records, and what is not. */
export type Made = {
  readonly lines: readonly NewLine[];
  readonly aside: readonly Aside[];
  readonly leavesOut: boolean;
};

type Source = {
  readonly id: number | string;
  readonly raw: RawRecord;
  readonly json: string;
  readonly version: string;
  readonly at?: number | undefined;
};

/** The lines of records: what the connector's processor makes of each. One that breaks it is reported, by id alone. */
export async function makeLines(reading: Reading, records: readonly Source[]): Promise<Made> {
  const lines: NewLine[] = [];
  const aside: Aside[] = [];
  let leavesOut = false;
  const at = reading.deps.now().toISOString();
  for (const source of records) {
    const id = String(source.id);
    const made = asIs(reading, source) ?? (await processed(reading, id, source.raw));
    if (made === BROKEN) aside.push({ id, why: 'unread' });
    else if (made === LEFT_OUT) leavesOut = true;
    else {
      const { version, at: changed } = source;
      const updated = changed === undefined ? undefined : storeTime(changed);
      lines.push({ id, op: 'upsert', version, updated, at, run: reading.order.run, origin: 'store', ...made });
    }
  }
  return { lines: await withOrigin(reading, lines), aside, leavesOut };
}

/** What we have written ourselves is told apart from what the store's people have changed. */
async function withOrigin({ deps, order }: Reading, lines: readonly NewLine[]): Promise<readonly NewLine[]> {
  if (deps.written === undefined || lines.length === 0) return lines;
  const ours = await deps.written.among(order.stream.channel, order.stream.connector, lines);
  return lines.map((line) => (ours.has(line) ? { ...line, origin: 'export' } : line));
}

export function lineOf({ order, deps }: Reading, id: string, version: string): ChangeLine {
  return { id, op: 'delete', version, at: deps.now().toISOString(), run: order.run, origin: 'store' };
}

/** The state with what was not delivered, and without what now was. */
export function noting(reading: Reading, { lines, aside, leavesOut }: Made, state: ReadState): ReadState {
  const delivered = new Set(lines.map(({ id }) => id));
  const left = { ...state, leavesOut: state.leavesOut || leavesOut };
  const kept = state.aside.filter(({ id }) => !delivered.has(id));
  return setAside({ ...left, aside: kept }, aside, reading.deps.now());
}

/** What goes into a line. */
type Written = { readonly record: unknown; readonly json: string };

const BROKEN = Symbol('broken');
const LEFT_OUT = Symbol('left out');
type Undelivered = typeof BROKEN | typeof LEFT_OUT;
/** Whoever reads records gets each whole, in an answer that has room for twice as much: a larger one would be in the way. */
const RECORD_MAX_BYTES = 2.5 * 1024 * 1024;

/** Undefined for a record that has to be looked at more closely. */
function asIs({ order }: Reading, { raw, json }: Source): Written | undefined {
  return isSmall(json) && order.connector.isAsIs?.(raw) ? { record: raw, json } : undefined;
}

/** What the connector makes of a record that it may change. */
async function processed(reading: Reading, id: string, raw: RawRecord): Promise<Written | Undelivered> {
  const { connector, settings } = reading.order;
  const item = connector.item.safeParse(raw);
  if (!item.success) {
    report(reading, 'record_unreadable', id);
    return BROKEN;
  }
  let made: Written | typeof LEFT_OUT;
  try {
    made = written(await connector.processor(item.data, { storeView: settings.storeView }));
  } catch (error) {
    // The connector itself has failed, and not for one record.
    if (error instanceof Refusal) throw error;
    report(reading, 'connector_failed', id);
    return BROKEN;
  }
  if (made === LEFT_OUT || isSmall(made.json)) return made;
  report(reading, 'record_unreadable', id);
  return BROKEN;
}

/** @throws TypeError for what is no JSON, such as a value within itself */
function written(record: unknown): Written | typeof LEFT_OUT {
  if (record === undefined) return LEFT_OUT;
  const json: string | undefined = JSON.stringify(record);
  if (json === undefined) throw new TypeError('not JSON');
  return { record, json };
}

/** No character takes more than three bytes, so most texts need not be counted. */
function isSmall(json: string): boolean {
  return json.length * 3 <= RECORD_MAX_BYTES || Buffer.byteLength(json) <= RECORD_MAX_BYTES;
}
