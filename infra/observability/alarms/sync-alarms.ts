import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type HarmAlarms, waiting } from './harm-alarm.ts';

/** What is not read of stores. */
export function syncAlarms(lostLooks: IQueue): HarmAlarms {
  return {
    SyncLost: {
      harm: 'Your own systems do not get what has changed in stores: looks at them failed, or what became of a connection was lost.',
      metric: waiting(lostLooks),
      from: 1,
    },
  };
}
