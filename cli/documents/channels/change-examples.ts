import type { Example } from '../operation.ts';

const batch = {
  id: 'bat_7a3c9e10f2b84d5690c1e8a4d7b2f635',
  channel: 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5',
  connector: 'stock',
  n: 41,
  status: 'accepted',
  lines: 2,
  counts: { done: 0, unchanged: 0, superseded: 0, conflict: 0, failed: 0, unknown: 0, cancelled: 0 },
  createdAt: '2026-11-26T10:05:00.000Z',
  createdBy: 'cli_5d0f8a528f0c4a539d0e0c1f',
};
const finished = {
  ...batch,
  status: 'finished',
  counts: { ...batch.counts, done: 1, failed: 1 },
  startedAt: '2026-11-26T10:05:00.914Z',
  endedAt: '2026-11-26T10:05:02.310Z',
};

/** By operation id. */
export const CHANGE_EXAMPLES: Readonly<Record<string, Example>> = {
  sendChanges: {
    asked: { id: 'erp-4711', change: { sku: '24-MB01', source_code: 'default', quantity: 12 } },
    answered: batch,
  },
  listBatches: { answered: { items: [finished] } },
  getBatch: {
    answered: {
      ...finished,
      results: [
        { line: 1, id: 'erp-4711', status: 'done', version: '7c9be1f0a2d84e35', at: '2026-11-26T10:05:02.287Z' },
        {
          line: 2,
          id: 'erp-4712',
          status: 'failed',
          code: 'change_refused',
          advice: 'Read "message", which is what Magento said, and send the change again once it is mended.',
          message: 'Source with code "north" does not exist.',
          at: '2026-11-26T10:05:02.287Z',
        },
      ],
    },
  },
  cancelBatch: { answered: { ...batch, cancelRequestedAt: '2026-11-26T10:05:01.000Z' } },
};
