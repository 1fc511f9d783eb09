import { refOf } from '../../adapters/cookies/popup-session.ts';
import type { Sessions } from '../../adapters/cookies/session-cookies.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { HttpHandler, HttpRequest } from '../../adapters/lambda/http-handler.ts';
import { type ActivationId, parseActivationId } from '../../domain/ids.ts';
import { isRefusalCode, Refusal } from '../../domain/refusals/refusal.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

export type Deps = {
  readonly activations: Pick<ActivationRepository, 'find'>;
  readonly sessions: Pick<Sessions, 'find'>;
};

/**
 * `GET /notice?page=…&product=…&activation=…&reason=…`: a refusal's page once more, in the language that was chosen on
 * it. It was shown at an address that holds a secret, or that does something each time it is opened.
 */
export function showNotice(deps: Deps): HttpHandler {
  return async (request) => {
    const { query } = request;
    const page = query.get('page') ?? '';
    // All are read like any other of that name before they are shown.
    const named = ['product', 'activation', 'reason'].map((name) => [name, query.get(name) ?? '']);
    const host = await ownHost(deps, request);
    const facts = { ...Object.fromEntries(named), ...(host !== undefined && { host }) };
    throw new Refusal(isRefusalCode(page) ? page : 'opened_by_hand', facts);
  };
}

/** The store is named to a browser that has a part in its attempt, so that no address can put a name on our page. */
async function ownHost({ activations, sessions }: Deps, { cookies, query }: HttpRequest): Promise<string | undefined> {
  const activation = activationOf(query);
  const session = activation === undefined ? undefined : await sessions.find(cookies, activation);
  const found = session === undefined ? undefined : await activations.find(refOf(session));
  return found === undefined ? undefined : hostOf(found.storeUrl);
}

function activationOf(query: URLSearchParams): ActivationId | undefined {
  try {
    return parseActivationId(query.get('activation') ?? '');
  } catch {
    return undefined;
  }
}
