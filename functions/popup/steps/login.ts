import type { WebDeed } from '../../adapters/lambda/http-handler.ts';
import { type Needs as EnterNeeds, enter } from './open-popup.ts';
import { type Needs as AskNeeds, ask } from './show-consent.ts';

/** `GET /{product}/login`: opened by Magento with its parameters, or by our own pages with the activation's id. */
export function login(needs: EnterNeeds & AskNeeds): WebDeed {
  const [entered, asked] = [enter(needs), ask(needs)];
  return (request) => {
    const ours = request.query.has('activation') && !request.query.has('oauth_consumer_key');
    return ours ? asked(request) : entered(request);
  };
}
