import { taskHandler } from '../adapters/lambda/task-handler.ts';
import { announce } from './announce.ts';
import { checkOwned } from './check-owned.ts';
import { endAborted } from './end-aborted.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import { deps } from './exchange-dependencies.ts';
import { linkStore } from './link-store.ts';
import { obtainRequestToken } from './obtain-request-token.ts';
import { recordFailure } from './record-failure.ts';
import { verifyCredentials } from './verify-credentials.ts';
import { waitForConsent } from './wait-for-consent.ts';

const ended = {
  fail: recordFailure(deps),
  announce: announce({ ...deps, checkOwned: checkOwned(deps) }),
};

export const handler = taskHandler({
  RequestToken: obtainRequestToken(deps),
  WaitForConsent: waitForConsent(deps),
  AccessToken: exchangeAccessToken(deps),
  Check: verifyCredentials(deps),
  Link: linkStore(deps),
  Fail: ended.fail,
  Announce: ended.announce,
  EndAborted: endAborted(ended),
});
