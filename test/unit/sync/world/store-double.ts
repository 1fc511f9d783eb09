import type { RefusalCode } from '../../../../functions/domain/refusals/refusal.ts';
import { Refusal } from '../../../../functions/domain/refusals/refusal.ts';
import type { RawRecord } from '../../../../functions/domain/sync/connector.ts';
import type { Filter, SearchCriteria } from '../../../../functions/domain/sync/search-criteria.ts';
import type { StorePage, StoreReader } from '../../../../functions/domain/sync/store-reader.ts';
import { storeTime } from '../../../../functions/domain/sync/store-time.ts';

/** A store of Magento with one list, as far as search criteria go. */
export class StoreDouble implements StoreReader {
  readonly rows = new Map<number, RawRecord>();
  readonly asked: SearchCriteria[] = [];
  /** Its clock, in seconds. */
  time = 1_800_000_000;
  cap = Number.POSITIVE_INFINITY;
  repeatsLastPage = false;
  /** Ids that it fails on, and how. */
  readonly failing = new Map<number, RefusalCode>();
  /** Asked before each answer; may throw. */
  before: (criteria: SearchCriteria) => void = () => undefined;
  total: (real: number) => number | undefined = (real) => real;

  put(id: number, more: { readonly at?: number; readonly [member: string]: unknown } = {}): void {
    const { at = this.time, ...members } = more;
    this.rows.set(id, { entity_id: id, updated_at: storeTime(at), ...members });
  }

  async list(_: string, criteria: SearchCriteria): Promise<StorePage> {
    this.asked.push(criteria);
    this.before(criteria);
    const matching = this.#matching(criteria);
    const pageSize = Math.min(criteria.pageSize, this.cap);
    const last = Math.max(1, Math.ceil(matching.length / pageSize));
    const page = this.repeatsLastPage ? Math.min(criteria.currentPage, last) : criteria.currentPage;
    const items = matching.slice((page - 1) * pageSize, page * pageSize);
    for (const { entity_id } of items) {
      const code = this.failing.get(Number(entity_id));
      if (code !== undefined) throw new Refusal(code);
    }
    return { items, total: this.total(matching.length), pageSize, answeredAt: this.time };
  }

  async all(): Promise<StorePage> {
    const items = [...this.rows.values()];
    return { items, total: items.length, pageSize: items.length, answeredAt: this.time };
  }

  async clock(): Promise<number> {
    return this.time;
  }

  #matching({ filterGroups, sortOrders }: SearchCriteria): RawRecord[] {
    const groups = filterGroups.map((group) => group.map(testOf));
    const found: RawRecord[] = [];
    for (const row of this.rows.values()) {
      if (groups.every((group) => group.some((test) => test(row)))) found.push(row);
    }
    return found.sort((one, other) => {
      for (const { field, direction } of sortOrders) {
        const order = compare(one[field], other[field]);
        if (order !== 0) return direction === 'ASC' ? order : -order;
      }
      return 0;
    });
  }
}

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number') return one - Number(other);
  return String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0;
}

function testOf({ field, condition, value }: Filter): (row: RawRecord) => boolean {
  const order = (row: RawRecord) => compare(row[field], value);
  switch (condition) {
    case 'eq':
      return (row) => order(row) === 0;
    case 'neq':
      return (row) => order(row) !== 0;
    case 'gt':
      return (row) => order(row) > 0;
    case 'gteq':
      return (row) => order(row) >= 0;
    case 'lt':
      return (row) => order(row) < 0;
    case 'lteq':
      return (row) => order(row) <= 0;
    default: {
      const values = new Set(String(value).split(','));
      return (row) => values.has(String(row[field])) === (condition === 'in');
    }
  }
}
