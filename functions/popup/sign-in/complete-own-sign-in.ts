import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import { completeSaml, type Deps as SamlDeps } from './complete-saml.ts';
import { completeSignIn, type Deps as OpenIdDeps } from './complete-sign-in.ts';

/** `GET /{product}/signin/return`: back from a provider of the product's own, of either kind. */
export function completeOwnSignIn(deps: OpenIdDeps & SamlDeps): HttpHandler {
  const [saml, openId] = [completeSaml(deps), completeSignIn(deps)];
  return (request) => (request.query.has('saml') ? saml(request) : openId(request));
}
