import type { HttpHandler } from '../../adapters/lambda/http-handler.ts';
import { type Deps as OpenDeps, openPopup } from './open-popup.ts';
import { type Deps as ConsentDeps, showConsent } from './show-consent.ts';

/** `GET /{product}/login`: opened by Magento with its parameters, or by our own pages with the activation's id. */
export function login(deps: OpenDeps & ConsentDeps): HttpHandler {
  const [popupOpened, consentShown] = [openPopup(deps), showConsent(deps)];
  return (request) => {
    const ours = request.query.has('activation') && !request.query.has('oauth_consumer_key');
    return ours ? consentShown(request) : popupOpened(request);
  };
}
