import { randomBytes } from 'node:crypto';
import { samlRequestKey } from '../adapters/dynamodb/saml/saml-request-item.ts';
import type { SamlRequests } from '../adapters/dynamodb/saml/saml-requests.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { HttpHandler, HttpRequest } from '../adapters/lambda/http-handler.ts';
import { asRefusal, type log } from '../adapters/lambda/log.ts';
import { answerRefused } from '../adapters/saml/answer/answer-refused.ts';
import type { UnverifiedAnswer } from '../adapters/saml/answer/read-answer.ts';
import { type SamlKeyPair, serviceProviderOf } from '../adapters/saml/service-provider.ts';
import type { Account } from '../domain/account.ts';
import { readSamlRequestId, type SamlRequest, type SamlRequestId } from '../domain/handshake/saml-request.ts';
import type { ProductId } from '../domain/ids.ts';
import type { FindProductId } from '../products/published-products.ts';
import type { IdentityProviderOf } from './identity-providers.ts';
import type { SamlAdapter } from './lazy-adapter.ts';
import { toAnswered, toRefused } from './to-popup.ts';

export type Deps = {
  readonly findProductId: FindProductId;
  readonly requests: Pick<SamlRequests, 'find' | 'countAnswer' | 'answer'>;
  readonly identityProviderOf: IdentityProviderOf;
  readonly ownKeyPair: () => Promise<SamlKeyPair>;
  readonly saml: Pick<SamlAdapter, 'readAnswer' | 'acceptAnswer'>;
  readonly seal: Vault['seal'];
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly log: typeof log;
};

/** An answer and the request that it is to. */
type Asked = { readonly answer: UnverifiedAnswer; readonly request: SamlRequest };

const FORM = 'application/x-www-form-urlencoded';

/**
 * `POST /{product}/saml/acs`: the identity provider's answer, brought by the browser from another site, so without its
 * cookie. One answer for each request is kept; the browser takes it with a code that nobody else has. Nothing is kept of
 * what is refused.
 */
export function receiveAnswer(deps: Deps): HttpHandler {
  return async (request) => {
    const { id: product } = await deps.findProductId(request.product);
    let saml: SamlRequestId | undefined;
    try {
      const answer = await deps.saml.readAnswer(samlResponse(request));
      saml = readSamlRequestId(answer.inResponseTo);
      const asked = { answer, request: await openRequest(deps, product, saml) };
      const code = await keep(deps, asked, await signedIn(deps, product, asked));
      return toAnswered(product, asked.request.id, code);
    } catch (error) {
      const refusal = asRefusal(error, { route: request.route });
      deps.log('signin_failed', { ...refusal.facts, product, code: refusal.code });
      return toRefused(product, saml, refusal);
    }
  };
}

/** Exactly one field of that name: of two, it would be unclear which one counts. */
function samlResponse({ contentType, body }: HttpRequest): string {
  const given = contentType === FORM ? new URLSearchParams(body.toString('utf8')).getAll('SAMLResponse') : [];
  const [value, ...others] = given;
  if (value === undefined || others.length > 0) throw answerRefused('not_base64');
  return value;
}

/**
 * Before anything is verified: most of what is unsolicited costs one small read. Who knows a request may have few answers
 * to it verified.
 */
async function openRequest(
  { requests }: Deps,
  product: ProductId,
  id: SamlRequestId | undefined,
): Promise<SamlRequest> {
  const found = id === undefined ? undefined : await requests.find(product, id);
  if (found === undefined) throw answerRefused('unsolicited');
  if (found.answeredAt !== undefined) throw answerRefused('answered_already');
  if (!(await requests.countAnswer(product, found.id))) throw answerRefused('too_many_answers');
  return found;
}

async function signedIn(deps: Deps, product: ProductId, { answer, request }: Asked): Promise<Account> {
  const [{ signIn, provider }, keyPair] = await Promise.all([deps.identityProviderOf(product), deps.ownKeyPair()]);
  const serviceProvider = serviceProviderOf(deps.publicUrl, product);
  const allowSha1 = signIn.allowSha1 === true;
  const expected = { serviceProvider, keyPair, provider, allowSha1, request, now: deps.now() };
  return deps.saml.acceptAnswer(answer, expected, signIn);
}

async function keep({ requests, seal }: Deps, { request }: Asked, account: Account): Promise<string> {
  const { id, product } = request;
  const code = randomBytes(32).toString('base64url');
  const sealed = await seal({ item: samlRequestKey(id), product }, account);
  if (!(await requests.answer(product, id, sealed, code))) throw answerRefused('answered_already');
  return code;
}
