import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Metrics } from '../metrics.ts';
import { type HarmAlarms, HOUR, SOON, waiting } from './harm-alarm.ts';

const WAITING_SECONDS = 3_600;

/** What is not read of stores, and not written to them. */
export function syncAlarms({ staleStores, waitingChanges }: Metrics, lostLooks: IQueue): HarmAlarms {
  return {
    DataStale: {
      harm: 'Your own systems work with old data: at ten stores or so, something could not be read for over an hour.',
      metric: staleStores.with({ period: HOUR }),
      from: 10,
    },
    ChangesWaiting: {
      harm: 'Your own systems have changed what a store does not have yet: changes for it have waited for over an hour.',
      metric: waitingChanges.with({ period: SOON, statistic: Stats.MAXIMUM }),
      from: WAITING_SECONDS,
    },
    SyncLost: {
      harm: 'Your own systems do not get what has changed in stores: looks at them failed, or what became of a connection was lost.',
      metric: waiting(lostLooks),
      from: 1,
    },
  };
}
