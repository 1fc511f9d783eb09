import type { Example } from './operation.ts';

const inactive = {
  id: 'con_0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90',
  product: 'erp',
  store: { url: 'https://shop.example/', host: 'shop.example' },
  account: { issuer: 'https://login.acme.example', id: 'acme-4711', label: 'ana@shop.example' },
  status: 'inactive',
  statusSince: '2026-11-22T03:05:12.544Z',
  reason: 'permission_missing',
  createdAt: '2026-11-02T09:14:31.207Z',
  connectedAt: '2026-11-02T09:14:31.207Z',
  checkedAt: '2026-11-22T03:05:12.544Z',
};

/** What the deployment as a whole is asked, by operation. */
export const DEPLOYMENT_EXAMPLES: Readonly<Record<string, Example>> = {
  getOverview: {
    answered: {
      time: '2026-11-22T10:00:00.000Z',
      products: ['erp'],
      moreProducts: false,
      connections: {
        counts: { active: 1204, needs_reauthorization: 3, inactive: 1, unreachable: 7 },
        asOf: '2026-11-22T09:55:00.000Z',
        products: [
          {
            product: 'erp',
            counts: { active: 1204, needs_reauthorization: 3, inactive: 1, unreachable: 7 },
            asOf: '2026-11-22T09:55:00.000Z',
          },
        ],
      },
      attempts: {
        from: '2026-11-21T10:00:00.000Z',
        atLeast: false,
        begun: 14,
        opened: 13,
        signedIn: 11,
        consented: 10,
        connected: 9,
        underWay: 1,
        expired: 2,
        failed: [{ reason: 'permission_missing', count: 2 }],
      },
      channels: {
        asOf: '2026-11-22T09:55:00.000Z',
        statuses: { active: 1180, paused: 4, unavailable: 11 },
        lag: [
          { upToSeconds: 0, channels: 1171 },
          { upToSeconds: 900, channels: 5 },
          { upToSeconds: 3600, channels: 2 },
          { upToSeconds: 86400, channels: 1 },
          { channels: 1 },
        ],
        stale: 2,
      },
      deliveries: { waiting: { count: 2, atLeast: false }, failed: { count: 0, atLeast: false } },
      attention: {
        needs_reauthorization: [],
        inactive: [inactive],
        unreachable: [],
        runs: [
          {
            id: 'run_0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90',
            product: 'erp',
            channel: 'chn_0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90',
            host: 'shop.example',
            task: 'walk',
            status: 'held',
            connectors: ['products'],
            createdAt: '2026-11-22T03:00:00.000Z',
          },
        ],
        deliveries: [],
      },
    },
  },
  getDeployment: {
    answered: {
      version: '0.1.0',
      time: '2026-11-22T10:00:00.000Z',
      publicUrl: 'https://connect.acme.example',
      apiUrl: 'https://connect.acme.example/v1',
      signIn: {
        issuer: 'https://login.acme.example',
        redirectUri: 'https://connect.acme.example/signin/return',
      },
      products: [
        {
          id: 'erp',
          name: 'Acme ERP',
          source: 'settings',
          callbackUrl: 'https://connect.acme.example/erp/callback',
          loginUrl: 'https://connect.acme.example/erp/login',
        },
      ],
      moreProducts: false,
      settings: {
        apiAuth: 'own',
        integrations: true,
        sync: true,
        recordsDays: 30,
        connectionsPerAccount: 1000,
        storePorts: [],
        allowLoopbackStores: false,
        firewall: false,
        requestsPerSecond: 100,
        logRetentionDays: 30,
        removalPolicy: 'retain',
      },
    },
  },
};
