import { describe, expect, test } from 'vitest';
import { answering, consoleFor, pageOf, textOf } from './setup.ts';
import { BROKEN } from './store-samples.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');

const QUIET = {
  time: '2026-11-26T12:00:00.000Z',
  products: ['erp'],
  moreProducts: false,
  connections: {
    counts: { active: 1234, needs_reauthorization: 2, inactive: 0, unreachable: 1 },
    asOf: '2026-11-26T11:55:00.000Z',
    products: [],
  },
  attempts: {
    from: '2026-11-25T12:00:00.000Z',
    atLeast: false,
    begun: 10,
    opened: 8,
    signedIn: 6,
    consented: 5,
    connected: 4,
    underWay: 1,
    expired: 2,
    failed: [{ reason: 'store_timeout', count: 3 }],
  },
  channels: {
    asOf: '2026-11-26T11:59:00.000Z',
    statuses: { active: 7, paused: 1, unavailable: 0 },
    lag: [
      { upToSeconds: 0, channels: 4 },
      { upToSeconds: 900, channels: 1 },
      { upToSeconds: 86_400, channels: 1 },
      { channels: 1 },
    ],
    stale: 1,
  },
  deliveries: { waiting: { count: 3, atLeast: false }, failed: { count: 1000, atLeast: true } },
  attention: { needs_reauthorization: [], inactive: [], unreachable: [], runs: [], deliveries: [] },
};
const RUN = {
  id: 'run_0000000000000000000000001',
  product: 'erp',
  channel: 'chn_1',
  host: 'held.example',
  task: 'compare',
  status: 'held',
  connectors: ['products'],
  createdAt: '2026-11-26T10:00:00.000Z',
};
const DELIVERY = {
  id: 'dlv_1',
  integration: 'int_1',
  type: 'SUBSCRIPTION_ORDER',
  product: 'erp',
  host: 'told.example',
  createdAt: '2026-11-26T09:00:00.000Z',
  httpStatus: 503,
};

function overviewOf(answer: object) {
  return { 'GET /v1/overview': answering(answer).handler };
}

function rowsOf(page: ReturnType<typeof pageOf>): string[] {
  return page.querySelectorAll('tbody tr').map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
}

describe('the overview', () => {
  test('says that nothing needs attention where nothing does', async () => {
    const { get } = await consoleFor({ now, routes: overviewOf(QUIET) });
    expect(textOf(await get('/console'))).toContain('Nothing needs attention');
  });

  test('shows first what does: stores, runs and deliveries, each leading to its page', async () => {
    const attention = { ...QUIET.attention, needs_reauthorization: [BROKEN], runs: [RUN], deliveries: [DELIVERY] };
    const { get } = await consoleFor({ now, routes: overviewOf({ ...QUIET, attention }) });
    const page = pageOf(await get('/console'));
    expect(page.querySelectorAll('#attention ~ .rows a').map((link) => link.getAttribute('href'))).toEqual([
      `/console/stores/${BROKEN.id}`,
      `/console/runs/${RUN.id}`,
      '/console/deliveries/dlv_1',
    ]);
    expect(rowsOf(page)[0]).toContain('Magento no longer knows our access token.');
    expect(rowsOf(page)[1]).toContain('Productsheld.example');
    expect(rowsOf(page)[1]).toContain('deletions wait');
    expect(rowsOf(page)[2]).toContain('told.example');
    expect(rowsOf(page)[2]).toContain('HTTP 503');
  });

  test('counts stores as the daily checks did, and leads to the list of each status', async () => {
    const { get } = await consoleFor({ now, routes: overviewOf(QUIET) });
    const page = pageOf(await get('/console'));
    const text = textOf(await get('/console'));
    expect(text).toContain('1,234');
    expect(text).toContain('Counted 5 minutes ago.');
    for (const age of ['up to date', 'up to 15 minutes', 'up to 24 hours', 'older']) expect(text).toContain(age);
    expect(page.querySelectorAll('.bars a').map((link) => link.getAttribute('href'))).toContain(
      '/console/stores?status=unreachable',
    );
  });

  test('colours a status only where stores have it', async () => {
    const { get } = await consoleFor({ now, routes: overviewOf(QUIET) });
    const badges = pageOf(await get('/console')).querySelectorAll('.bars .badge');
    const tones = badges.map((one) => [one.textContent, one.classList.value.find((name) => name !== 'badge')]);
    expect(Object.fromEntries(tones)).toEqual({
      works: 'good',
      'must be reauthorized': 'bad',
      'switched off in Magento': 'calm',
      unreachable: 'bad',
    });
  });

  test('shows a count that is not whole as "at least"', async () => {
    const { get } = await consoleFor({ now, routes: overviewOf(QUIET) });
    const bars = pageOf(await get('/console')).querySelectorAll('.bars li');
    const counts = bars.map((bar) => bar.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(counts).toContain('failed1,000+');
    expect(counts).toContain('connected4');
  });

  test('says why attempts failed to somebody of the support, not to the merchant', async () => {
    const failed = [
      { reason: 'consent_declined', count: 2 },
      { reason: 'interrupted', count: 1 },
    ] as const;
    const attempts = { ...QUIET.attempts, failed: [...failed] };
    const { get } = await consoleFor({ now, routes: overviewOf({ ...QUIET, attempts }), language: 'de' });
    const text = textOf(await get('/console'));
    expect(text).toContain('Der Händler hat abgelehnt.');
    expect(text).toContain('Unsere Seite ist mitten in dem Versuch stehen geblieben.');
  });

  test('asks for one product where one is named', async () => {
    const overview = answering(QUIET);
    const { get } = await consoleFor({ routes: { 'GET /v1/overview': overview.handler } });
    await get('/console?product=+erp+');
    expect(Object.fromEntries(overview.asked[0]?.query ?? [])).toEqual({ product: 'erp' });
  });
});

describe('the settings', () => {
  const DEPLOYED = {
    version: '0.1.0',
    time: '2026-11-26T12:00:00.000Z',
    publicUrl: 'https://connect.acme.example',
    apiUrl: 'https://connect.acme.example/v1',
    signIn: { issuer: 'https://login.acme.example', redirectUri: 'https://connect.acme.example/signin/return' },
    products: [
      {
        id: 'erp',
        name: 'Acme <b>ERP</b>',
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
      storePorts: [8443],
      allowLoopbackStores: false,
      firewall: false,
      requestsPerSecond: 100,
      logRetentionDays: 30,
      removalPolicy: 'retain',
    },
  };

  test('show what has to be entered elsewhere, to be copied whole', async () => {
    const { get } = await consoleFor({ routes: { 'GET /v1/deployment': answering(DEPLOYED).handler } });
    const answer = await get('/console/settings');
    const codes = pageOf(answer)
      .querySelectorAll('code')
      .map((code) => code.textContent);
    expect(codes).toContain('https://connect.acme.example/signin/return');
    expect(codes).toContain('https://connect.acme.example/erp/callback');
    expect(answer.body).toContain('Acme &lt;b&gt;ERP&lt;/b&gt;');
    expect(textOf(answer)).toContain('443, 8443');
  });
});
