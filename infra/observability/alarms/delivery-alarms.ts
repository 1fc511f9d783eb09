import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Metrics } from '../metrics.ts';
import { type HarmAlarms, HOUR, waiting } from './harm-alarm.ts';

/** What does not reach the URLs of integrations. */
export function deliveryAlarms(metrics: Metrics, lostWebhooks: IQueue): HarmAlarms {
  return {
    WebhooksLost: {
      harm: 'Your own systems have not heard what became of a store: an event could not even be sent to its URL.',
      metric: waiting(lostWebhooks),
      from: 1,
    },
    DeliveriesFailing: {
      harm: 'Your own systems have missed an event for good, said no to one, or are sent none any more after five days of failures.',
      metric: metrics.failedDeliveries.with({ period: HOUR }),
      from: 1,
    },
  };
}
