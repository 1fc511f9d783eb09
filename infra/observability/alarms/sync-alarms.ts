import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Metrics } from '../metrics.ts';
import { type HarmAlarms, HOUR, waiting } from './harm-alarm.ts';

/** What is not read of stores. */
export function syncAlarms({ staleStores }: Metrics, lostLooks: IQueue): HarmAlarms {
  return {
    DataStale: {
      harm: 'Your own systems work with old data: at ten stores or so, something could not be read for over an hour.',
      metric: staleStores.with({ period: HOUR }),
      from: 10,
    },
    SyncLost: {
      harm: 'Your own systems do not get what has changed in stores: looks at them failed, or what became of a connection was lost.',
      metric: waiting(lostLooks),
      from: 1,
    },
  };
}
