import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import { OauthProblem } from '../oauth/oauth-problem.ts';
import { percentDecoded } from '../oauth/octets.ts';
import type { Signer } from '../oauth/protocol.ts';
import { checkProtocol, checkSignature } from '../oauth/protocol.ts';
import type { SignedRequest } from '../oauth/signed-request.ts';
import { readParameters } from '../oauth/signed-request.ts';
import { accessTokenRow } from '../oauth/token-rules.ts';
import type { Quirks } from '../quirks.ts';
import type { IntegrationRow } from '../rows.ts';
import { readCustomer, searchCustomers } from './customers.ts';
import { addComment, readOrder, searchOrders } from './orders.ts';
import { readProduct, searchProducts } from './product-search.ts';
import type { ListManner } from './row-search.ts';
import { STORE_CODES, storeConfigs, storeGroups, storeViews, websites } from './stores.ts';

/** The store that answers. */
type Store = { readonly signer: Signer; readonly baseUrl: string; readonly quirks: Quirks };
type Call = {
  readonly baseUrl: string;
  readonly query: string;
  readonly manner: ListManner;
  readonly rest: string;
  readonly body: string;
};
type Route = {
  readonly method?: 'POST';
  readonly path: RegExp;
  /** An ACL id; `null` lets anybody in. */
  readonly resource: string | null;
  readonly answer: (call: Call) => Answer;
};

/** Every integration that has any resource at all has this one, the root of the admin's tree. */
const ANY_RESOURCE = 'Magento_Backend::admin';
const STORES = 'Magento_Backend::store';
const MODULES = [
  'Magento_Store',
  'Magento_Backend',
  'Magento_Catalog',
  'Magento_Customer',
  'Magento_Integration',
  'Magento_Sales',
];

const ROUTES: readonly Route[] = [
  { path: /^V1\/modules$/, resource: ANY_RESOURCE, answer: () => json(200, MODULES) },
  { path: /^V1\/store\/storeConfigs$/, resource: STORES, answer: ({ baseUrl }) => storeConfigs(baseUrl) },
  { path: /^V1\/store\/storeViews$/, resource: STORES, answer: storeViews },
  { path: /^V1\/store\/storeGroups$/, resource: STORES, answer: storeGroups },
  { path: /^V1\/store\/websites$/, resource: STORES, answer: websites },
  {
    path: /^V1\/products$/,
    resource: 'Magento_Catalog::products',
    answer: ({ query, manner }) => searchProducts(query, manner),
  },
  {
    path: /^V1\/products\/[^/]+$/,
    resource: 'Magento_Catalog::products',
    answer: ({ rest }) => readProduct(skuOf(rest)),
  },
  {
    path: /^V1\/orders$/,
    resource: 'Magento_Sales::actions_view',
    answer: ({ query, manner }) => searchOrders(query, manner),
  },
  {
    path: /^V1\/orders\/\d+$/,
    resource: 'Magento_Sales::actions_view',
    answer: ({ rest }) => readOrder(Number(rest.split('/')[2])),
  },
  {
    method: 'POST',
    path: /^V1\/orders\/\d+\/comments$/,
    resource: 'Magento_Sales::comment',
    answer: ({ rest, body }) => addComment(Number(rest.split('/')[2]), body),
  },
  {
    path: /^V1\/customers\/search$/,
    resource: 'Magento_Customer::customer',
    answer: ({ query, manner }) => searchCustomers(query, manner),
  },
  {
    path: /^V1\/customers\/\d+$/,
    resource: 'Magento_Customer::customer',
    answer: ({ rest }) => readCustomer(Number(rest.split('/')[2])),
  },
  { path: /^V1\/directory\/currency$/, resource: null, answer: () => json(200, CURRENCY) },
];

const CURRENCY = {
  base_currency_code: 'EUR',
  base_currency_symbol: '€',
  default_display_currency_code: 'EUR',
  default_display_currency_symbol: '€',
  available_currency_codes: ['EUR'],
  exchange_rates: [{ currency_to: 'EUR', rate: 1 }],
};

/**
 * A call below `rest/`. The route is found first, so an unknown one answers 404 and an anonymous one answers,
 * both without a check of the credentials.
 *
 * @param path what follows `rest/`, still encoded
 * @param body JSON
 */
export function answerRestCall(
  { signer, baseUrl, quirks }: Store,
  path: string,
  request: SignedRequest,
  body = '',
): Answer {
  const [code = '', ...tail] = path.split('/');
  const rest = STORE_CODES.includes(code) ? tail.join('/') : path;
  const route = ROUTES.find(({ method = 'GET', path: of }) => method === request.method && of.test(rest));
  if (route === undefined) return json(404, { message: 'Request does not match any route.' });
  try {
    if (route.resource !== null && !granted(caller(signer, request), route.resource))
      return unauthorized(route.resource);
  } catch (error) {
    if (!(error instanceof OauthProblem)) throw error;
    return json(error.status, { message: error.message });
  }
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : '';
  const manner = { generation: signer.generation, ...quirks.lists };
  return route.answer({ baseUrl, query, manner, rest, body });
}

/** Whose call it is; undefined without an OAuth header (a Bearer token counts for nothing since 2.4.4). */
function caller(signer: Signer, request: SignedRequest): IntegrationRow | undefined {
  const given = readParameters(request, signer.generation);
  if (given === null) return undefined;
  const consumer = checkProtocol(signer, given, ['oauth_token']);
  const token = accessTokenRow(signer.tables, consumer, given.get('oauth_token') ?? '');
  checkSignature(signer.generation, request, given, { consumer: consumer.secret, token: token.secret });
  return signer.tables.integrationOfConsumer(consumer.id);
}

function granted(integration: IntegrationRow | undefined, resource: string): boolean {
  if (integration === undefined || !integration.active) return false;
  const { resources } = integration;
  if (resources.includes('Magento_Backend::all')) return true;
  return resource === ANY_RESOURCE ? resources.length > 0 : resources.includes(resource);
}

function unauthorized(resources: string): Answer {
  return json(401, { message: "The consumer isn't authorized to access %resources.", parameters: { resources } });
}

// Path segments are decoded without the form rule: `+` is a plus.
function skuOf(rest: string): string {
  return Buffer.from(percentDecoded(rest.slice(rest.lastIndexOf('/') + 1)), 'latin1').toString('utf8');
}
