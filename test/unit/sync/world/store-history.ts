/** What becomes visible in the store at `commit`: a row of this time and version, or that it is gone. */
export type Commit = {
  readonly id: number;
  readonly commit: number;
  /** When its transaction began to hold the row. */
  readonly began: number;
  /** Absent: it is deleted. */
  readonly row?: { readonly at: number; readonly version: number };
};

export type Traffic = {
  readonly rows: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Transactions take up to so many seconds … */
  readonly lateMax: number;
  /** … but for this share, which takes up to so many. */
  readonly long?: { readonly share: number; readonly max: number };
  readonly deletes: number;
  /** Share of rows that are stamped two hours ahead. */
  readonly future?: number;
  /** Share of seconds in which one transaction changes half of the rows. */
  readonly mass?: number;
};

export type Random = () => number;

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const BURST_SHARE = 0.004;
const INSERT_SHARE = 0.35;
const AHEAD_SECONDS = 7_200;

/**
 * Transactions of many writers. An id is given when the row is written, its time when the statement begins (before it
 * waits for the lock of the row), and all of it shows when the transaction commits.
 */
export function historyOf(random: Random, start: number, traffic: Traffic): Commit[] {
  const commits: Commit[] = [];
  const freeFrom = new Map<number, number>();
  for (let id = 1; id <= traffic.rows; id += 1) {
    const at = start - 100_000 + id * 10;
    commits.push({ id, commit: at, began: at, row: { at, version: 0 } });
    freeFrom.set(id, at);
  }
  for (let time = start; time < start + traffic.seconds; time += 1) {
    if (random() < BURST_SHARE) {
      const burst = 5 + Math.floor(random() * 25);
      for (let one = 0; one < burst; one += 1) write(random, commits, freeFrom, traffic, time + 0.01);
    }
    if (traffic.mass !== undefined && random() < traffic.mass) changeHalf(random, commits, freeFrom, traffic, time);
    for (let left = traffic.perSecond; random() < left; left -= 1) {
      write(random, commits, freeFrom, traffic, time + random());
    }
  }
  return commits.sort((one, other) => one.commit - other.commit);
}

function write(random: Random, commits: Commit[], freeFrom: Map<number, number>, traffic: Traffic, time: number): void {
  const kind = random();
  const lasts = durationOf(random, traffic);
  if (kind < INSERT_SHARE) {
    const id = freeFrom.size + 1;
    commits.push({ id, commit: time + lasts, began: time, row: { at: Math.floor(time), version: 0 } });
    freeFrom.set(id, time + lasts);
    return;
  }
  const id = 1 + Math.floor(random() * freeFrom.size);
  const free = freeFrom.get(id) ?? 0;
  if (free === Number.POSITIVE_INFINITY) return;
  const began = Math.max(time, free);
  const commit = began + lasts;
  if (kind < INSERT_SHARE + traffic.deletes) {
    commits.push({ id, commit, began });
    freeFrom.set(id, Number.POSITIVE_INFINITY);
    return;
  }
  const stamped = Math.floor(Math.max(time, Math.min(began, began - traffic.lateMax + lasts)));
  const at = random() < (traffic.future ?? 0) ? stamped + AHEAD_SECONDS : stamped;
  commits.push({ id, commit, began, row: { at, version: commits.length } });
  freeFrom.set(id, commit);
}

/** Stamped as one statement stamps them; rows that others hold are left out. */
function changeHalf(
  random: Random,
  commits: Commit[],
  freeFrom: Map<number, number>,
  traffic: Traffic,
  time: number,
): void {
  const commit = time + durationOf(random, traffic);
  for (const [id, free] of [...freeFrom]) {
    if (free > time || random() < 0.5) continue;
    commits.push({ id, commit, began: time, row: { at: time, version: commits.length } });
    freeFrom.set(id, commit);
  }
}

function durationOf(random: Random, { lateMax, long }: Traffic): number {
  if (long !== undefined && random() < long.share) return lateMax + random() * (long.max - lateMax);
  return random() < 0.5 ? 0 : random() * random() * lateMax;
}
