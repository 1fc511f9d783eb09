import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Metrics } from '../metrics.ts';
import { type HarmAlarms, HOUR, SOON, waiting } from './harm-alarm.ts';

export type WatchedBackend = {
  readonly metrics: Metrics;
  readonly deadLetters: IQueue;
  readonly lostHealthChecks: IQueue;
};

/** What the vendor's own systems do not get. */
export function backendAlarms({ metrics, deadLetters, lostHealthChecks }: WatchedBackend): HarmAlarms {
  return {
    DeadLetters: {
      harm: 'Your own systems have not heard what became of a store: an event could not be delivered.',
      metric: waiting(deadLetters),
      from: 1,
    },
    ApiBroken: {
      harm: 'Your own systems get errors of ours from the API where they ask for connections or call stores.',
      metric: metrics.brokenApi.with({ period: SOON }),
      from: 3,
    },
    ProbesLost: {
      harm: 'Your own systems get no event of stores whose credentials died, nor of those that came back: their health checks did not run.',
      metric: waiting(lostHealthChecks),
      from: 1,
    },
    StoresLost: {
      harm: 'Merchants of ten stores or more were cut off from your product within the hour: their credentials died, or their stores cannot be reached.',
      metric: metrics.lostStores.with({ period: HOUR }),
      from: 10,
    },
  };
}
