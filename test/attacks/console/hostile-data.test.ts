import { expect, test } from 'vitest';
import { openFeatures } from '../../../functions/console/features.ts';
import { BATCH, CHANNEL, FAILED_RUN, HELD_RUN } from '../../unit/console/channel-samples.ts';
import { graphQlTwin } from '../../unit/console/graphql-twin.ts';
import { DELIVERY, DELIVERY_ID, INTEGRATION, list, OWNER } from '../../unit/console/integration-samples.ts';
import { answering, consoleFor, pageOf } from '../../unit/console/setup.ts';
import { BROKEN } from '../../unit/console/store-samples.ts';
import { tries } from '../harness/attack-count.ts';

/** Ends attributes and elements, is an address that runs, names a message's parts, and turns letters around. */
const HARM = `javascript:alert(1)//"'><img src=x onerror=alert(2)></textarea><script>alert(3)</script>{n}{count, plural, other {#}}\uE0000\uE000\u202e%0d%0a`;

/** Codes, times and the like, which have a form of their own wherever they come from. */
const FORMED =
  /^(?:[a-z_]+|[A-Z_]+|[A-Z]\w+Configuration|MerchantOpenIdConnect|magento2|OAUTH2|updateProductIntegration|publishProductIntegration|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/** The same answer, with this in place of each text that a store, a merchant or a vendor could have chosen, ids too. */
function hostile(value: unknown): unknown {
  if (typeof value === 'string') return FORMED.test(value) ? value : HARM;
  if (Array.isArray(value)) return value.map(hostile);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hostile(one)]));
}

const { lagSeconds: _, connectors, writers, ...channel } = CHANNEL;
const own = { [HARM]: { ...connectors['orders'], label: HARM, resources: [HARM] } };
const LISTED = {
  ...channel,
  label: HARM,
  connectors: { [HARM]: { on: true, everyMinutes: 5 } },
  writers: { [HARM]: { priority: 'store' } },
};
const ANSWER = { status: 'rejected', code: HARM, message: HARM, at: BROKEN.createdAt };
const ATTEMPT = {
  ...{ id: 'act-1', product: 'erp 1', store: BROKEN.store, stage: 'failed', receivedAt: BROKEN.createdAt },
  ...{ reason: 'store_timeout', advice: 'Wait.', account: BROKEN.account, connection: BROKEN.id },
};
const DETAILS = {
  ...ATTEMPT,
  words: { title: 'A b', happened: 'C d', next: 'E f' },
  steps: [{ step: 'opened', what: 'a b', asked: 'G h' }],
};
const batch = { ...BATCH, results: [{ line: 1, id: 'L 1', status: 'failed', message: 'M n', at: BATCH.createdAt }] };
const change = {
  id: 'R 1',
  op: 'upsert',
  version: 'v 1',
  at: BATCH.createdAt,
  origin: 'store',
  record: { name: 'N o' },
  cursor: 'c 1',
};
const run = {
  ...FAILED_RUN,
  connectors: [HARM],
  errors: [{ connector: HARM, code: 'record_failing', advice: 'A.', record: 'R 1', at: BATCH.createdAt }],
};
const attention = {
  id: 'r 1',
  product: 'e 1',
  channel: 'c 1',
  task: 'look',
  status: 'failed',
  connectors: ['a 1'],
  createdAt: BATCH.createdAt,
};
const undelivered = {
  id: 'd 1',
  integration: 'i 1',
  type: 'SUBSCRIPTION_ORDER',
  product: 'e 1',
  createdAt: BATCH.createdAt,
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /v1/connections': { items: [BROKEN], next: 'n 1' },
  'GET /v1/connections/{id}': { ...BROKEN, vendorAccount: 'v 1', vendorAnswer: ANSWER },
  'GET /v1/connections/{id}/channels': { items: [LISTED] },
  'GET /v1/activations': { items: [ATTEMPT], next: 'n 1' },
  'GET /v1/activations/{id}': DETAILS,
  'GET /v1/channels': { items: [LISTED], next: 'n 1' },
  'GET /v1/channels/{id}': { ...CHANNEL, label: HARM, connectors: own, writers: { [HARM]: writers['stock'] } },
  'GET /v1/channels/{id}/runs': { items: [run, HELD_RUN], next: 'n 1' },
  'GET /v1/channels/{id}/records': { items: [change], next: 'n 1', more: true },
  'GET /v1/channels/{id}/changes': { items: [{ ...BATCH, connector: HARM }], next: 'n 1' },
  'GET /v1/channels/{id}/changes/{batch}': { ...batch, next: 'n 1' },
  'GET /v1/runs/{id}': run,
  'GET /v1/overview': {
    ...{ time: BATCH.createdAt, products: ['e 1'], moreProducts: false },
    connections: { counts: { active: 1, needs_reauthorization: 1, inactive: 0, unreachable: 0 }, products: [] },
    attempts: {
      ...{ from: BATCH.createdAt, atLeast: false, begun: 1, opened: 1, signedIn: 1, consented: 1, connected: 1 },
      ...{ underWay: 0, expired: 0, failed: [] },
    },
    attention: {
      ...{ needs_reauthorization: [BROKEN], inactive: [], unreachable: [] },
      ...{ runs: [attention], deliveries: [undelivered] },
    },
  },
};

const delivery = {
  ...DELIVERY,
  answer: { success: false, accountIdentifier: 'a 1', errorCode: 'e 1', message: 'm 1' },
};
const integration = {
  ...INTEGRATION,
  goneEventTypes: ['G 1'],
  formFields: [
    {
      ...{ key: 'k 1', type: 'SELECT', required: true, pattern: 'p 1', labels: [{ language: 'en', text: 'l 1' }] },
      ...{
        help: [{ language: 'en', text: 'h 1' }],
        choices: [{ value: 'v 1', labels: [{ language: 'en', text: 'c 1' }] }],
      },
    },
  ],
  channel: { connectors: [{ name: 'n 1', everyMinutes: 5 }] },
  merchantSignIn: {
    ...{ __typename: 'MerchantOpenIdConnect', issuer: 'i 1', clientId: 'c 1', hasSecret: true, scope: 's 1' },
    ...{ accountClaim: ['a 1'], clientAuthentication: null, redirectUris: [{ slug: 's 1', redirectUri: 'r 1' }] },
  },
  inboundClients: [{ clientId: 'c 1', scopes: ['s 1'], createdOn: 0, createdBy: 'b 1', lastUsedOn: null }],
  signingSecretHint: 'h 1',
};
const GRAPHQL: Readonly<Record<string, unknown>> = {
  productIntegrations: list([integration], 'c 1'),
  deliveries: list([delivery], 'c 1'),
  delivery,
  product: { slug: 's 1', name: 'n 1' },
};

const ID = 'an-id';
const PAGES: readonly (readonly [string, object?])[] = [
  ['/'],
  ['/stores'],
  [`/stores/${ID}`],
  ['/attempts'],
  [`/attempts/${ID}`],
  ['/channels'],
  [`/channels/${ID}`],
  [`/channels/${ID}/runs`],
  [`/channels/${ID}/records`],
  [`/channels/${ID}/changes`],
  [`/channels/${ID}/changes/${ID}`],
  [`/runs/${ID}`],
  ['/integrations'],
  [`/integrations/${ID}`, integration],
  [`/integrations/${ID}/edit`, integration],
  [`/integrations/${ID}/publish`, integration],
  [`/integrations/${ID}/products`, integration],
  [`/integrations/${ID}/clients`, integration],
  [`/integrations/${ID}/signing-secret`, integration],
  [`/integrations/${ID}/sign-on`, integration],
  [`/integrations/${ID}/merchant-sign-in`, integration],
  [`/integrations/${ID}/questions`, integration],
  [`/integrations/${ID}/channel`, integration],
  ['/deliveries'],
  [`/deliveries?integration=${ID}`, { ...OWNER, deliveries: list([delivery], 'c 1') }],
  [`/deliveries/${DELIVERY_ID}`, OWNER],
];

test('what stores, merchants and vendors chose is text on every page, in either language', async (context) => {
  tries(context, { attacks: 2 * PAGES.length });
  const routes = Object.fromEntries(
    Object.entries(ANSWERS).map(([route, value]) => [route, answering(hostile(value)).handler]),
  );
  const shown = Object.fromEntries(Object.entries(GRAPHQL).map(([name, value]) => [name, hostile(value)]));
  for (const language of ['en', 'de']) {
    for (const [path, productIntegration = OWNER] of PAGES) {
      const { graphQl } = graphQlTwin({ ...shown, productIntegration: hostile(productIntegration) });
      const { get } = await consoleFor({ routes, graphQl, language, showRecords: true });
      const answer = await get(`/console${path}`);
      expect(answer.status, path).toBe(200);
      const page = pageOf(answer);
      expect(page.querySelectorAll('script'), path).toHaveLength(1);
      expect(page.querySelectorAll('img, iframe, object, embed, base, [onerror], [style]'), path).toEqual([]);
      const addresses = page
        .querySelectorAll('[href], [action], [src], [formaction]')
        .flatMap((one) => ['href', 'action', 'src', 'formaction'].map((name) => one.getAttribute(name) ?? '/console'));
      expect(
        addresses.filter((to) => !/^(?:\/console(?:[/?]|$)|#content$)/.test(to)),
        path,
      ).toEqual([]);
      expect(page.textContent, path).toContain('<img src=x');
    }
  }
});

test('every page that shows what others chose is among those', (context) => {
  const features = openFeatures({
    audit: { list: async () => ({ items: [] }) },
    accountPages: { templates: {}, products: [] },
  });
  // What these show is chosen by whoever deploys, or on the pages above.
  const others = ['/settings', '/integrations/new', '/integrations/:id/versions/:version', '/deliveries/sending'];
  const paths = features.flatMap(({ pages }) => pages.map(({ path }) => path));
  tries(context, {});
  const patterns = paths.filter((path) => !others.includes(path)).map((path) => path.replaceAll(/:[a-z]+/g, '[^/]+'));
  const missing = patterns.filter((path) => !PAGES.some(([tried]) => new RegExp(`^${path}(?:\\?|$)`).test(tried)));
  expect(missing).toEqual([]);
});
