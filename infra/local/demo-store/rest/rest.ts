import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import type { StoreData } from '../data/store-data.ts';
import { OauthProblem } from '../oauth/oauth-problem.ts';
import type { Signer } from '../oauth/protocol.ts';
import { checkProtocol, checkSignature } from '../oauth/protocol.ts';
import type { SignedRequest } from '../oauth/signed-request.ts';
import { readParameters } from '../oauth/signed-request.ts';
import { accessTokenRow } from '../oauth/token-rules.ts';
import type { Quirks } from '../quirks.ts';
import type { IntegrationRow } from '../rows.ts';
import { projected } from './fields.ts';
import type { Writer } from './kept-data.ts';
import { segmentsOf } from './route.ts';
import { ANY_RESOURCE, routeOf } from './routes/routes.ts';
import { STORE_CODES } from './stores.ts';

/** The store that answers. */
type Store = {
  readonly signer: Signer;
  readonly baseUrl: string;
  readonly quirks: Quirks;
  readonly data: StoreData;
  readonly write: Writer;
};

/**
 * A call below `rest/`. The route is found first, so an unknown one answers 404 and an anonymous one answers,
 * both without a check of the credentials.
 *
 * @param path what follows `rest/`, still encoded
 * @param body JSON
 */
export function answerRestCall(
  { signer, baseUrl, quirks, data, write }: Store,
  path: string,
  request: SignedRequest,
  body = '',
): Answer {
  const rest = pathBelowStore(path);
  const route = routeOf({ method: request.method, path: rest });
  if (route === undefined || isSwitchedOff(quirks, rest))
    return json(404, { message: 'Request does not match any route.' });
  try {
    if (route.resource !== null && !granted(caller(signer, request), route.resource))
      return unauthorized(route.resource);
  } catch (error) {
    if (!(error instanceof OauthProblem)) throw error;
    return json(error.status, { message: error.message });
  }
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : '';
  if (route.method !== undefined) return projected(write({ method: route.method, path: rest, body }), query);
  const manner = { generation: signer.generation, ...quirks.lists, ...quirks.listsAt?.[rest] };
  return projected(route.answer({ baseUrl, data, query, manner, path: segmentsOf(rest), body }), query);
}

/** `default/V1/orders` → `V1/orders`. */
export function pathBelowStore(path: string): string {
  const [code = '', ...tail] = path.split('/');
  return STORE_CODES.includes(code) ? tail.join('/') : path;
}

function isSwitchedOff({ switchedOff = [] }: Quirks, path: string): boolean {
  return switchedOff.some((one) => path === one || path.startsWith(`${one}/`));
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
