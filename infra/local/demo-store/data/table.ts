import { magentoDate } from '../rest/magento-date.ts';

/** How a write is stamped, and when others see it. */
export type WriteOptions = {
  /** Stands in place of the time of the write; `unmoved` leaves what the row has. */
  readonly updatedAt?: string;
  /** The transaction takes so long: the write is seen only afterwards, with the stamp of its beginning. */
  readonly commitAfterMs?: number;
  /** The stamp was taken so long before the write. */
  readonly stampBeforeLockMs?: number;
};

/** Fields that change, or how they follow from what the row holds when the change is committed. */
export type Change<R> = Partial<R> | ((body: R) => Partial<R>);

export type Stamps = { readonly created: string; readonly updated: string };

export type TableOptions<R> = {
  /** The store's clock. */
  readonly now: () => Date;
  /** A new row of this id, before anything was changed in it. */
  readonly make: (id: number) => R;
  /** Number of rows at the start. */
  readonly count: number;
  /** Names by which searches call the id; empty if they cannot. */
  readonly idNames: readonly string[];
  /** Name of the column that holds the time of the last change; absent if there is none. */
  readonly stampName?: 'updated_at' | 'update_time';
  /** The times that a body holds. */
  readonly stampsOf?: (body: R) => Stamps;
  readonly withStamps?: (body: R, stamps: Stamps) => R;
  /** What REST sends of it; default: the body. */
  readonly present?: (body: R) => object;
};

/** Without a body it is as `make` makes it, and costs next to no memory. */
export type Row<R> = { readonly id: number; created: string; stamp: string; body: R | undefined };

type Pending = { readonly at: number; readonly commit: () => void };

const NO_STAMPS: Stamps = { created: '', updated: '' };

/** Rows with ids that are given when a row is written, and seen when its transaction is committed. */
export class Table<R extends object> {
  readonly options: TableOptions<R>;
  readonly #rows = new Map<number, Row<R>>();
  readonly #busyUntil = new Map<number, number>();
  #pending: Pending[] = [];
  #lastId = 0;
  #sorted: { readonly id: readonly Row<R>[]; readonly stamp: readonly Row<R>[] } | undefined;

  constructor(options: TableOptions<R>) {
    this.options = options;
    for (let at = 0; at < options.count; at += 1) {
      const id = this.#nextId();
      const { created, updated } = options.stampsOf?.(options.make(id)) ?? NO_STAMPS;
      this.#rows.set(id, { id, created, stamp: updated, body: undefined });
    }
  }

  /** @returns its id, which is taken even if nobody sees the row yet */
  insert(change: Change<R>, write: WriteOptions = {}): number {
    const id = this.#nextId();
    const stamp = this.#stampOf(write) ?? this.#nowText();
    this.#write(id, write, () => {
      const body = merged(this.options.make(id), change);
      this.#rows.set(id, { id, created: stamp, stamp, body });
    });
    return id;
  }

  /** A row that another transaction holds is changed after it. */
  update(id: number, change: Change<R>, write: WriteOptions = {}): void {
    const stamp = this.#stampOf(write);
    this.#write(id, write, () => {
      const row = this.#rows.get(id);
      if (row === undefined) return;
      row.body = merged(this.bodyOf(row), change);
      row.stamp = stamp ?? row.stamp;
    });
  }

  delete(id: number, write: WriteOptions = {}): void {
    this.#write(id, write, () => this.#rows.delete(id));
  }

  /** Adds rows as `make` makes them, so many with each second's stamp, the first at `from`. */
  addMany(
    count: number,
    { from = this.options.now(), perSecond = 50 }: { from?: Date; perSecond?: number } = {},
  ): void {
    let stamp = '';
    for (let at = 0; at < count; at += 1) {
      if (at % perSecond === 0) stamp = magentoDate(from.getTime() + (at / perSecond) * 1000);
      const id = this.#nextId();
      this.#rows.set(id, { id, created: stamp, stamp, body: undefined });
    }
    this.#sorted = undefined;
  }

  /** What anybody sees now; undefined for a row that is gone, or not yet committed. */
  get(id: number): R | undefined {
    this.#settle();
    const row = this.#rows.get(id);
    return row && this.bodyOf(row);
  }

  /** Every row that is seen now, by id or by the time of its last change. */
  rows(by: 'id' | 'stamp' = 'id'): readonly Row<R>[] {
    this.#settle();
    this.#sorted ??= sorted(this.#rows);
    return this.#sorted[by];
  }

  bodyOf({ id, created, stamp, body = this.options.make(id) }: Row<R>): R {
    return this.options.withStamps?.(body, { created, updated: stamp }) ?? body;
  }

  #write(id: number, { commitAfterMs = 0 }: WriteOptions, commit: () => void): void {
    this.#settle();
    const now = this.options.now().getTime();
    const at = Math.max(now, this.#busyUntil.get(id) ?? now) + commitAfterMs;
    if (at > now) this.#busyUntil.set(id, at);
    this.#pending.push({ at, commit });
    this.#settle();
  }

  /** Commits what is due, in order. */
  #settle(): void {
    if (this.#pending.length === 0) return;
    const now = this.options.now().getTime();
    const due = this.#pending.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
    if (due.length === 0) return;
    this.#pending = this.#pending.filter(({ at }) => at > now);
    for (const { commit } of due) commit();
    this.#sorted = undefined;
  }

  #stampOf({ updatedAt, stampBeforeLockMs = 0 }: WriteOptions): string | undefined {
    if (updatedAt === 'unmoved') return undefined;
    return updatedAt ?? magentoDate(this.options.now().getTime() - stampBeforeLockMs);
  }

  #nowText(): string {
    return magentoDate(this.options.now().getTime());
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function merged<R>(body: R, change: Change<R>): R {
  return { ...body, ...(typeof change === 'function' ? change(body) : change) };
}

function sorted<R>(rows: ReadonlyMap<number, Row<R>>) {
  const id = [...rows.values()].sort((a, b) => a.id - b.id);
  return { id, stamp: id.toSorted((a, b) => (a.stamp === b.stamp ? 0 : a.stamp < b.stamp ? -1 : 1)) };
}
