import { describe, expect, test } from 'vitest';
import { answering, consoleFor, pageOf } from './setup.ts';

const none = answering({ items: [] }).handler;
const LISTS = {
  'GET /v1/connections': none,
  'GET /v1/activations': none,
  'GET /v1/channels': none,
};

const SETTINGS = {
  apiAuth: 'own',
  integrations: true,
  sync: true,
  recordsDays: 30,
  connectionsPerAccount: 5,
  storePorts: [443],
  allowLoopbackStores: false,
  firewall: false,
  requestsPerSecond: 20,
  logRetentionDays: 30,
  removalPolicy: 'retain',
};

const deployed = (count: number, moreProducts = false) => ({
  version: '1',
  time: '2026-11-26T12:00:00.000Z',
  publicUrl: 'https://handfast.example',
  apiUrl: 'https://api.handfast.example',
  signIn: { issuer: 'https://id.example', redirectUri: 'https://handfast.example/return' },
  products: Array.from({ length: count }, (_, at) => ({
    id: `p${at}`,
    ...(at === 0 && { name: 'Acme ERP' }),
    source: 'settings',
    callbackUrl: 'https://handfast.example/c',
    loginUrl: 'https://handfast.example/l',
  })),
  moreProducts,
  settings: SETTINGS,
});

async function filterOf(list: string, deployment: object | undefined) {
  const routes = deployment ? { ...LISTS, 'GET /v1/deployment': answering(deployment).handler } : LISTS;
  const page = pageOf(await (await consoleFor({ routes })).get(`/console/${list}?product=p1`));
  return page.querySelector('.filters [name=product]');
}

describe.each(['stores', 'attempts', 'channels'])('the product of the list of %s', (list) => {
  test('is chosen among few, by name where there is one', async () => {
    const field = await filterOf(list, deployed(50));
    const options = field?.querySelectorAll('option') ?? [];
    expect(options).toHaveLength(51);
    expect(options.slice(0, 3).map((option) => [option.getAttribute('value'), option.textContent])).toEqual([
      ['', 'any'],
      ['p0', 'Acme ERP (p0)'],
      ['p1', 'p1'],
    ]);
    expect(field?.querySelector('option[selected]')?.getAttribute('value')).toBe('p1');
  });

  test.each([
    ['there are many', deployed(51)],
    ['there are more than are listed', deployed(50, true)],
    ['nobody says which there are', undefined],
  ])('is entered where %s', async (_, deployment) => {
    const field = await filterOf(list, deployment);
    expect([field?.tagName, field?.getAttribute('value')]).toEqual(['INPUT', 'p1']);
  });
});
