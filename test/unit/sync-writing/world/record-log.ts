import type { BatchId } from '../../../../functions/domain/sync/changes/change-ids.ts';
import { recordVersion } from '../../../../functions/domain/sync/record-version.ts';

/** Who changed a record: the merchant, or a call that was sent for a batch. */
export type Author = 'merchant' | { readonly batch: BatchId; readonly sentAt: number };

/** What became of one value of a record, in order. */
export type Applied = { readonly record: string; readonly value: unknown; readonly by: Author; readonly at: number };

/** What a whole record was from then on. */
export type Version = { readonly version: string; readonly by: Author; readonly at: number };

/** What a store itself knows of its records: who changed them and when, and when they were read. */
export class RecordLog {
  readonly applied: Applied[] = [];
  readonly #versions = new Map<string, Version[]>();
  readonly #reads = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  set(record: string, value: unknown, by: Author): void {
    this.applied.push({ record, value, by, at: this.#now() });
  }

  save(row: string, content: object | undefined, by: Author): void {
    const version = { version: recordVersion(JSON.stringify(content)), by, at: this.#now() };
    this.#versions.set(row, [...this.versions(row), version]);
  }

  read(row: string): void {
    this.#reads.set(row, [...this.reads(row), this.#now()]);
  }

  versions(row: string): readonly Version[] {
    return this.#versions.get(row) ?? [];
  }

  reads(row: string): readonly number[] {
    return this.#reads.get(row) ?? [];
  }
}
