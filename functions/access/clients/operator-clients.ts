import type { ClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import type { ClientUses } from '../../adapters/dynamodb/clients/client-uses.ts';
import { checked, malformed, parsedJson, refuseParameters } from '../../adapters/fields/checked-input.ts';
import type { ApiHandler, ApiRequest } from '../../adapters/lambda/api-handler.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { log } from '../../adapters/lambda/log.ts';
import {
  newClientId,
  newClientSecret,
  parseClientId,
  type RegisteredClient,
} from '../../domain/api/registered-client.ts';
import { tokenUrlOf } from '../../domain/api/token-url.ts';
import type { ProductId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { clientInput, DEFAULT_SCOPES } from './client-input.ts';

export type OperatorClientsDeps = {
  readonly clients: Pick<ClientRepository, 'create' | 'operators' | 'revoke'>;
  readonly uses: Pick<ClientUses, 'lastUsedAt'>;
  /** All that there are now. */
  readonly products: () => Promise<readonly ProductId[]>;
  /** Base URL of the API, `…/v1`. */
  readonly apiUrl: string;
  readonly now: () => Date;
};

const BODY_MAX_BYTES = 16 * 1024;
const BODY_DEPTH = 10;

/** `POST /v1/clients`: the one answer that holds the secret. */
export function createClient(deps: OperatorClientsDeps): ApiHandler {
  return async (request) => {
    const { name, scopes = DEFAULT_SCOPES, products } = checked(bodyOf(request), clientInput);
    const bound = products && (await known(deps, products));
    const { secret, ...kept } = newClientSecret();
    const client: RegisteredClient = {
      id: newClientId('operator'),
      kind: 'operator',
      name,
      ...kept,
      scopes: [...new Set(scopes)],
      ...(bound && { products: bound }),
      createdAt: deps.now().toISOString(),
      createdBy: request.client,
    };
    if (!(await deps.clients.create(client))) throw new Refusal('interrupted');
    log('client_created', { client: client.id, by: request.client, scope: client.scopes.join(' ') });
    return answer({ ...shownOf(client), clientSecret: secret, tokenUrl: tokenUrlOf(deps.apiUrl) }, 201);
  };
}

/** `GET /v1/clients`: those that are not revoked, oldest first. */
export function listClients({ clients, uses }: OperatorClientsDeps): ApiHandler {
  return async (request) => {
    refuseParameters(request);
    const all = await clients.operators();
    const shown = all.map(async (one) => ({ ...shownOf(one), lastUsedAt: await uses.lastUsedAt(one.id) }));
    return answer({ clients: await Promise.all(shown) });
  };
}

/** `DELETE /v1/clients/{id}`: of an integration's client, too. A repetition changes nothing. */
export function revokeClient({ clients, now }: OperatorClientsDeps): ApiHandler {
  return async (request) => {
    refuseParameters(request);
    const id = parseClientId(request.parameters['id'] ?? '');
    const client = id && (await clients.revoke(id, now()));
    if (client === undefined) throw new Refusal('client_not_found');
    log('client_revoked', { client: client.id, by: request.client });
    return answer({ clientId: client.id, ...(client.name && { name: client.name }), revokedAt: client.revokedAt });
  };
}

function bodyOf(request: ApiRequest): unknown {
  refuseParameters(request);
  if (request.contentType !== 'application/json') throw new Refusal('media_type_unsupported');
  if (request.body.length > BODY_MAX_BYTES) throw malformed([`the body: must have at most ${BODY_MAX_BYTES} bytes`]);
  return parsedJson(request.body, BODY_DEPTH).value;
}

async function known({ products }: OperatorClientsDeps, named: readonly string[]): Promise<readonly ProductId[]> {
  const all = await products();
  const unknown = named.filter((slug) => !all.some((one) => one === slug));
  if (unknown.length > 0) {
    throw malformed(unknown.map((slug) => `products: there is no product "${slug}", only ${all.join(', ')}`));
  }
  return all.filter((slug) => named.includes(slug));
}

/** Neither salt nor digest leave the table. */
function shownOf({ id, name, scopes, products, createdAt, createdBy }: RegisteredClient) {
  return { clientId: id, name, scopes, products, createdAt, createdBy };
}

function answer(body: object, status = 200): HttpResponse {
  const headers = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };
  return { status, headers, body: JSON.stringify(body) };
}
