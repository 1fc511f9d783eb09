import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Metrics } from '../metrics.ts';
import { type HarmAlarms, HOUR, SOON, together } from './harm-alarm.ts';

export type WatchedHandshakes = {
  readonly metrics: Metrics;
  readonly exchange: IFunction;
  readonly machine: StateMachine;
};

/** What merchants see fail. */
export function merchantAlarms({ metrics, exchange, machine }: WatchedHandshakes): HarmAlarms {
  const { hurtCallbacks, brokenPages, failed, linked, lateTokens, turnedAway } = metrics;
  return {
    CallbacksHurt: {
      harm: 'Merchants who activate the integration see an error in Magento, or soon will: our answer fails or takes over 3 s, and Magento waits 5 s.',
      metric: hurtCallbacks.with({ period: SOON }),
      from: 1,
    },
    PagesBroken: {
      harm: 'Merchants see an error instead of the popup, and cannot connect their store.',
      metric: brokenPages.with({ period: SOON }),
      from: 3,
    },
    HandshakesFailing: {
      harm: 'Merchants who agreed to connect their store saw it fail: a quarter or more of them, and at least three within the hour.',
      metric: together('IF(failed >= 3, 100 * failed / (failed + FILL(linked, 0)), 0)', { failed, linked }, HOUR),
      from: 25,
    },
    MachineFailing: {
      harm: 'Merchants wait before a popup that will never end: a handshake ended without recording why.',
      // Not aborted ones: somebody did that by hand, and `aborted-executions.ts` records it.
      metric: together(
        'FILL(failed, 0) + FILL(timedOut, 0)',
        { failed: machine.metricFailed(), timedOut: machine.metricTimedOut() },
        SOON,
      ),
      from: 1,
    },
    TokensLate: {
      harm: 'Merchants may have to press Reauthorize: a token that exists nowhere else took over 5 s to be stored, and the next one may be lost.',
      metric: lateTokens.with({ period: SOON }),
      from: 1,
    },
    Throttled: {
      harm: 'Merchants are turned away, or wait: more requests come in than are let through.',
      metric: together(
        'FILL(turnedAway, 0) + FILL(waiting, 0)',
        { turnedAway, waiting: exchange.metricThrottles() },
        SOON,
      ),
      from: 10,
    },
  };
}
