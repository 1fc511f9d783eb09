import { type TaskHandler, taskHandler } from '../adapters/lambda/task-handler.ts';
import { announce } from './announce.ts';
import { checkOwned } from './check-owned.ts';
import { endAborted } from './end-aborted.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import { deps } from './exchange-dependencies.ts';
import { linkStore } from './link-store.ts';
import { obtainRequestToken } from './obtain-request-token.ts';
import { recordFailure } from './record-failure.ts';
import type { StepEvent, StepResult } from './step.ts';
import { verifyCredentials } from './verify-credentials.ts';
import { waitForConsent } from './wait-for-consent.ts';

const ended = {
  fail: recordFailure(deps),
  announce: announce({ ...deps, checkOwned: checkOwned(deps) }),
};

type Step = TaskHandler<StepEvent, StepResult>;

/** A function that has answered may be frozen, and leases that it is releasing with it. */
function thenSettled(step: Step): Step {
  return async (event, deadlineMs) => {
    try {
      return await step(event, deadlineMs);
    } finally {
      await deps.magento.settled();
    }
  };
}

export const handler = taskHandler({
  RequestToken: thenSettled(obtainRequestToken(deps)),
  WaitForConsent: waitForConsent(deps),
  AccessToken: thenSettled(exchangeAccessToken(deps)),
  Check: thenSettled(verifyCredentials(deps)),
  Link: linkStore(deps),
  Fail: ended.fail,
  Announce: ended.announce,
  EndAborted: endAborted(ended),
});
