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

/** Whether the store answers the same question where it has no record to send: if not, no record is to blame. */
export async function answersEmpty(reading: Reading<ChangesReader>, ask: Ask): Promise<boolean> {
  return !(await failsFrom(reading, ask, ABOVE_ALL_IDS));
}

/**
 * Finds which record the store fails on, though it names none: the highest id for which the page without all lower ids
 * still fails. Notes it, so that lists leave it out. False when the fault is not about one record.
 */
export async function setFailingAside(reading: Reading<ChangesReader>, lane: Lane, ask: Ask): Promise<boolean> {
  if (reading.seen.state.aside.filter(({ why }) => why === 'failing').length >= FAILING_MAX) return false;
  const fails = (from: number) => failsFrom(reading, ask, from);
  let above = FIRST_GUESS;
  let failing = 0;
  while (above < ABOVE_ALL_IDS && (await fails(above))) {
    failing = above;
    above *= 2;
  }
  while (above - failing > 1) {
    const middle = Math.floor((above + failing) / 2);
    if (await fails(middle)) failing = middle;
    else above = middle;
  }
  const alone = { groups: [[idIs(reading.reader, 'eq', failing)]], sort: ask.sort };
  if (failing === 0 || !(await failsOn(reading, alone))) return false;
  report(reading, 'record_failing', String(failing));
  const aside = [{ id: String(failing), why: 'failing' as const }];
  const next = (state: ReadState) => setAside(state, aside, reading.deps.now());
  await append(reading, { lane, lines: [], next });
  return true;
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
