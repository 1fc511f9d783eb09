import type { ConnectionView } from '../../../functions/api/contract/response-schemas.ts';

export const STORE: ConnectionView = {
  id: `con_${'a'.repeat(32)}`,
  product: 'erp',
  store: { url: 'https://shop.example.com/', host: 'shop.example.com' },
  account: { issuer: 'https://id.example', id: 'acc-7', label: 'ana@example.com' },
  status: 'active',
  statusSince: '2026-11-20T08:00:00.000Z',
  generation: '2.4.4+',
  createdAt: '2026-10-01T08:00:00.000Z',
  connectedAt: '2026-11-20T08:00:00.000Z',
  checkedAt: '2026-11-26T03:15:00.000Z',
};

export const BROKEN: ConnectionView = {
  ...STORE,
  id: `con_${'b'.repeat(32)}`,
  store: { url: 'https://broken.example.com/', host: 'broken.example.com' },
  status: 'needs_reauthorization',
  statusSince: '2026-11-25T09:30:00.000Z',
  reason: 'token_rejected',
};
