import { type LineState, UNTOUCHED } from './state.ts';
import { commit, leadOf, lineState, nowMs, setLineState, type Unit, type Writing } from './writing.ts';

/** As long as the store may go on with what it was sent (see `mayHaveTaken`). */
const UNCLEAR_SECONDS = 600;
const COMMIT_EVERY_MILLISECONDS = 20_000;

/** What is about to be sent, and is known to the next one who goes on with the batch. */
export type Intents = {
  /** Commits once more where the last commit is long ago. */
  renew(): Promise<void>;
  /** The store told what became of it, or it was not sent. */
  clear(unit: Unit): void;
  /** The store did not tell: it is looked for later. */
  keep(unit: Unit): void;
  /** The store has failed on it, and may have taken it before it did: that stays known. */
  doubt(unit: Unit): void;
  /** What was neither cleared nor kept was not sent. */
  dropUnsent(): void;
};

/**
 * Commits that units are about to be sent. Whoever goes on after a crash takes them for sent, and looks for them first;
 * whoever was overtaken meanwhile sends nothing.
 *
 * @throws Superseded
 */
export async function intend(writing: Writing, units: readonly Unit[]): Promise<Intents> {
  const before = new Map<number, LineState>();
  const until = nowMs(writing) + UNCLEAR_SECONDS * 1000;
  for (const unit of units) {
    const known = lineState(writing, unit);
    before.set(leadOf(unit), known);
    setLineState(writing, unit, { sends: known.sends + 1, until });
  }
  await commit(writing);
  const restore = (lead: number) => {
    const known = before.get(lead);
    // What has a result has no state any more.
    if (known === UNTOUCHED) delete writing.state.lines[lead];
    else if (known !== undefined && writing.state.lines[lead] !== undefined) writing.state.lines[lead] = known;
    before.delete(lead);
  };
  return {
    async renew() {
      if (nowMs(writing) - writing.committedAtMs > COMMIT_EVERY_MILLISECONDS) await commit(writing);
    },
    clear: (unit) => {
      restore(leadOf(unit));
      if (writing.state.lines[leadOf(unit)] !== undefined) setLineState(writing, unit, { sends: 0, until: 0 });
    },
    keep: (unit) => {
      before.delete(leadOf(unit));
      setLineState(writing, unit, { until: nowMs(writing) + UNCLEAR_SECONDS * 1000 });
    },
    doubt: (unit) => {
      const known = before.get(leadOf(unit));
      if (known !== undefined) before.set(leadOf(unit), { ...known, failed: true });
      setLineState(writing, unit, { failed: true });
    },
    dropUnsent: () => {
      for (const lead of [...before.keys()]) restore(lead);
    },
  };
}
