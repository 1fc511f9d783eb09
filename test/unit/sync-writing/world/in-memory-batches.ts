import type { AbandonedBulk, AbandonedBulks } from '../../../../functions/domain/sync/changes/abandoned-bulk.ts';
import type { Change, ChangeResult, ResultStatus } from '../../../../functions/domain/sync/changes/change.ts';
import type {
  BatchCommit,
  BatchProgress,
  ChangeBatch,
  ChangeBatches,
  WrittenVersion,
  WrittenVersions,
} from '../../../../functions/domain/sync/changes/change-batch.ts';
import { type BatchId, newBatchId } from '../../../../functions/domain/sync/changes/change-ids.ts';
import { newChannelId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';

const CHANNEL = newChannelId();

type Stored = { batch: ChangeBatch; readonly lines: readonly Change[]; progress: BatchProgress };

const NOTHING: Record<ResultStatus, number> = {
  done: 0,
  unchanged: 0,
  superseded: 0,
  conflict: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
};

/** The batches of one channel. */
export class InMemoryBatches implements ChangeBatches {
  readonly #stored = new Map<BatchId, Stored>();
  commits = 0;

  /** Lines are numbered from 1. */
  add(connector: string, changes: readonly Omit<Change, 'line'>[], at: Date): ChangeBatch {
    const lines = changes.map((change, index) => ({ ...change, line: index + 1 }));
    const batch: ChangeBatch = {
      ...{ batch: newBatchId(), channel: CHANNEL, connector: parseConnectorName(connector), n: this.#stored.size + 1 },
      ...{ status: 'accepted', lines: lines.length, counts: NOTHING, commits: 0 },
      ...{ createdAt: at.toISOString(), createdBy: 'client' },
    };
    this.adopt(batch, lines);
    return batch;
  }

  /** One that was accepted elsewhere. */
  adopt(batch: ChangeBatch, lines: readonly Change[]): void {
    this.#stored.set(batch.batch, { batch, lines, progress: { results: [], state: {} } });
  }

  has({ batch }: Pick<ChangeBatch, 'batch'>): boolean {
    return this.#stored.has(batch);
  }

  newest({ batch }: Pick<ChangeBatch, 'batch'>): ChangeBatch {
    return this.#of(batch).batch;
  }

  results({ batch }: Pick<ChangeBatch, 'batch'>): readonly ChangeResult[] {
    return this.#of(batch).progress.results;
  }

  async lines({ batch }: ChangeBatch): Promise<readonly Change[]> {
    return this.#of(batch).lines;
  }

  async progress({ batch }: ChangeBatch): Promise<BatchProgress> {
    return this.#of(batch).progress;
  }

  async commit(batch: ChangeBatch, { results, state, ...change }: BatchCommit): Promise<ChangeBatch | undefined> {
    const stored = this.#of(batch.batch);
    if (stored.batch.commits !== batch.commits) return undefined;
    this.commits += 1;
    stored.batch = { ...stored.batch, ...change, commits: batch.commits + 1 };
    // As JSON, since that is how they are kept.
    stored.progress = JSON.parse(JSON.stringify({ results, state }));
    return stored.batch;
  }

  #of(batch: BatchId): Stored {
    const stored = this.#stored.get(batch);
    if (stored === undefined) throw new Error(`no batch ${batch}`);
    return stored;
  }
}

/** Versions that were written, of one channel and connector. */
export class InMemoryVersions implements WrittenVersions {
  readonly known = new Set<string>();

  async add(_: unknown, __: unknown, versions: readonly WrittenVersion[]): Promise<void> {
    for (const { id, version } of versions) this.known.add(`${id} ${version}`);
  }

  async among(_: unknown, __: unknown, versions: readonly WrittenVersion[]): Promise<ReadonlySet<WrittenVersion>> {
    return new Set(versions.filter(({ id, version }) => this.known.has(`${id} ${version}`)));
  }
}

/** The abandoned bulk of one channel and writer. */
export class InMemoryBulks implements AbandonedBulks {
  kept: AbandonedBulk | undefined;

  async find(): Promise<AbandonedBulk | undefined> {
    return this.kept;
  }

  async save(_: unknown, __: unknown, bulk: AbandonedBulk): Promise<AbandonedBulk | undefined> {
    if (this.kept !== undefined && this.kept.saves !== bulk.saves) return undefined;
    this.kept = { ...structuredClone(bulk), saves: bulk.saves + 1 };
    return this.kept;
  }
}
