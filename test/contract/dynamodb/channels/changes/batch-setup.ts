import type { SentBatch } from '../../../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import { parseProductId } from '../../../../../functions/domain/ids.ts';
import type { ChangeResult } from '../../../../../functions/domain/sync/changes/change.ts';
import { newBatchId } from '../../../../../functions/domain/sync/changes/change-ids.ts';
import { newChannelId, parseConnectorName } from '../../../../../functions/domain/sync/channel-ids.ts';
import { at } from '../channel-setup.ts';

export const DEMO = parseProductId('demo');
export const STOCK = parseConnectorName('stock');

/** A batch with changes of some SKUs. */
export function sentBatch(more: Partial<SentBatch> = {}, skus: readonly string[] = ['24-MB01']): SentBatch {
  return {
    batch: newBatchId(),
    channel: newChannelId(),
    product: DEMO,
    connector: STOCK,
    changes: skus.map((sku, index) => ({ line: index + 1, change: { sku, quantity: 5 } })),
    createdBy: 'client',
    digest: 'of the body',
    ...more,
  };
}

export function doneResult(line: number, more: Partial<ChangeResult> = {}): ChangeResult {
  return { line, status: 'done', at: at(1), ...more };
}
