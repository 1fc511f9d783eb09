import type { Lane } from '../../../domain/sync/change-log.ts';
import { append } from '../log/append.ts';
import { type ReadState, setAside } from '../log/read-state.ts';
import { type ChangesReader, type Reading, report } from '../reading.ts';
import { type Ask, idIs } from './criteria.ts';
import { isPageFault, listPage } from './list-page.ts';

/** So many records are passed over; with more, the store is not well, and the lane fails. */
const FAILING_MAX = 50;
const FIRST_GUESS = 1024;
/** Ids of Magento are unsigned integers of 32 bits. */
const ABOVE_ALL_IDS = 2 ** 32;

/** The page without all ids below `failing` fails, without all below `above` it does not; undefined: not known yet. */
type Bounds = { readonly failing: number; readonly above?: number | undefined };

/** `unfound`: the fault is not about one record. `stopped`: the time is up, and the next slice searches on. */
type Search = 'aside' | 'unfound' | 'stopped';

/** Whether the store answers the same question where it has no record to send: if not, no record is to blame. */
export async function answersEmpty(reading: Reading<ChangesReader>, ask: Ask): Promise<boolean> {
  return !(await failsFrom(reading, ask, ABOVE_ALL_IDS));
}

/**
 * Finds which record the store fails on, though it names none: the highest id for which the page without all lower ids
 * still fails. Notes it, so that lists leave it out.
 */
export async function setFailingAside(reading: Reading<ChangesReader>, lane: Lane, ask: Ask): Promise<Search> {
  if (reading.seen.state.aside.filter(({ why }) => why === 'failing').length >= FAILING_MAX) return 'unfound';
  const failing = await search(reading, lane, ask);
  if (failing === undefined) return 'stopped';
  const isFound = failing > 0 && (await failsAlone(reading, ask, failing));
  const aside = isFound ? [{ id: String(failing), why: 'failing' as const }] : [];
  for (const { id } of aside) report(reading, 'record_failing', id);
  const next = ({ search: _, ...state }: ReadState) => setAside(state, aside, reading.deps.now());
  if (isFound || reading.seen.state.search !== undefined) await append(reading, { lane, lines: [], next });
  return isFound ? 'aside' : 'unfound';
}

/**
 * About thirty questions, each of which may take as long as the store is waited for: where the time is up, the bounds are
 * kept. One that fails when it is up may have failed for that, and tells nothing; but the first one counts all the same,
 * so that each slice gets further, and what is found by mistake does not fail alone.
 */
async function search(reading: Reading<ChangesReader>, lane: Lane, ask: Ask): Promise<number | undefined> {
  const question = JSON.stringify(ask.groups);
  const before = reading.seen.state.search;
  let bounds: Bounds = before?.question === question ? before : { failing: 0 };
  for (let probes = 0; !isFound(bounds); probes += 1) {
    if (probes > 0 && reading.order.mustStop()) return keep(reading, lane, question, bounds);
    const probe = probeOf(bounds);
    const fails = probe < ABOVE_ALL_IDS && (await failsFrom(reading, ask, probe));
    if (fails && probes > 0 && reading.order.mustStop()) return keep(reading, lane, question, bounds);
    bounds = fails ? { ...bounds, failing: probe } : { ...bounds, above: probe };
  }
  return bounds.failing;
}

function isFound({ failing, above }: Bounds): boolean {
  return above !== undefined && above - failing <= 1;
}

function probeOf({ failing, above }: Bounds): number {
  if (above !== undefined) return Math.floor((above + failing) / 2);
  return Math.min(ABOVE_ALL_IDS, Math.max(FIRST_GUESS, failing * 2));
}

async function keep(reading: Reading, lane: Lane, question: string, { failing, above }: Bounds): Promise<undefined> {
  const next = (state: ReadState) => ({ ...state, search: { question, failing, above } });
  await append(reading, { lane, lines: [], next });
}

/**
 * Whether the store fails on this record by itself, and answers right after: if it does not, it has gone while it was
 * asked, or the time for calls to it is over, and every record would have failed.
 */
async function failsAlone(reading: Reading<ChangesReader>, ask: Ask, id: number): Promise<boolean> {
  const alone = { groups: [[idIs(reading.reader, 'eq', id)]], sort: ask.sort };
  return (await failsOn(reading, alone)) && answersEmpty(reading, ask);
}

function failsFrom(reading: Reading<ChangesReader>, ask: Ask, from: number): Promise<boolean> {
  return failsOn(reading, { ...ask, groups: [...ask.groups, [idIs(reading.reader, 'gteq', from)]] });
}

/** @throws Refusal for what is about the store as a whole */
async function failsOn(reading: Reading<ChangesReader>, ask: Ask): Promise<boolean> {
  try {
    await listPage(reading, ask, 1);
    return false;
  } catch (error) {
    if (isPageFault(error)) return true;
    throw error;
  }
}
