import type { SamlRequests } from '../adapters/dynamodb/saml/saml-requests.ts';
import type { HttpHandler } from '../adapters/lambda/http-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { asRefusal } from '../adapters/lambda/log.ts';
import { answerRefused } from '../adapters/saml/answer/answer-refused.ts';
import { type SamlKeyPair, serviceProviderOf } from '../adapters/saml/service-provider.ts';
import { readSamlRequestId, type SamlRequestId } from '../domain/handshake/saml-request.ts';
import type { ProductId } from '../domain/ids.ts';
import type { FindProductId } from '../products/published-products.ts';
import type { IdentityProviderOf } from './identity-providers.ts';
import type { SamlAdapter } from './lazy-adapter.ts';
import { postPage } from './post-page.ts';
import { redirect, toRefused } from './to-popup.ts';

export type Deps = {
  readonly findProductId: FindProductId;
  readonly requests: Pick<SamlRequests, 'find'>;
  readonly identityProviderOf: IdentityProviderOf;
  readonly ownKeyPair: () => Promise<SamlKeyPair>;
  readonly saml: Pick<SamlAdapter, 'authnRequest'>;
  readonly publicUrl: string;
  readonly log: typeof log;
};

/** `GET /{product}/saml/signin?request=…`: off to the identity provider, with a request that the popup has begun. */
export function beginAtProvider(deps: Deps): HttpHandler {
  return async (request) => {
    const { id: product } = await deps.findProductId(request.product);
    const id = readSamlRequestId(request.query.get('request'));
    try {
      const sent = await sentRequest(deps, product, id, request.query.get('again') === '1');
      return sent.binding === 'redirect' ? redirect(sent.url) : postPage(request, sent);
    } catch (error) {
      const refusal = asRefusal(error, { route: request.route });
      deps.log('signin_failed', { ...refusal.facts, product, code: refusal.code });
      return toRefused(product, id, refusal);
    }
  };
}

async function sentRequest(deps: Deps, product: ProductId, id: SamlRequestId | undefined, again: boolean) {
  const known = id === undefined ? undefined : await deps.requests.find(product, id);
  if (known === undefined) throw answerRefused('unsolicited');
  if (known.answeredAt !== undefined) throw answerRefused('answered_already');
  const [{ provider }, keyPair] = await Promise.all([deps.identityProviderOf(product), deps.ownKeyPair()]);
  const serviceProvider = serviceProviderOf(deps.publicUrl, product);
  return deps.saml.authnRequest(serviceProvider, keyPair, provider, { id: known.id, again });
}
