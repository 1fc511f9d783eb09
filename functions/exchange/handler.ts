import { type TaskHandler, taskHandler } from '../adapters/lambda/task-handler.ts';
import { deps } from './exchange-dependencies.ts';
import type { StepEvent, StepResult } from './step.ts';
import { announce } from './steps/announce.ts';
import { checkOwned } from './steps/check-owned.ts';
import { endAborted } from './steps/end-aborted.ts';
import { exchangeAccessToken } from './steps/exchange-access-token.ts';
import { linkStore } from './steps/link-store.ts';
import { obtainRequestToken } from './steps/obtain-request-token.ts';
import { recordFailure } from './steps/record-failure.ts';
import { verifyCredentials } from './steps/verify-credentials.ts';
import { waitForConsent } from './steps/wait-for-consent.ts';

const ended = {
  fail: recordFailure(deps),
  announce: announce({ ...deps, checkOwned: checkOwned(deps) }),
};

type Step = TaskHandler<StepEvent, StepResult>;

/** A function that has answered may be frozen, together with the leases that it is releasing. */
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
