import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LookMessage } from '../../domain/sync/look.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

export type LookQueue = ReturnType<typeof openLookQueue>;

/** SQS takes no more at once. */
const BATCH = 10;
/** Enough for ten thousand messages within seconds. */
const BATCHES_AT_ONCE = 20;

/** Sends looks at channels. Their group is the channel: a queue is fair between groups, and order is nobody's concern. */
export function openLookQueue(queueUrl: string) {
  const client = new SQSClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS, useQueueUrlAsEndpoint: false });
  async function sendBatch(messages: readonly LookMessage[]): Promise<void> {
    const Entries = messages.map((message, at) => ({
      Id: String(at),
      MessageBody: JSON.stringify(message),
      MessageGroupId: message.channel,
    }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    // SendMessageBatch answers 200 even for messages that it did not take.
    if (Failed.length > 0) throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Code}`);
  }
  return {
    /** @throws Error when some were not taken; others may have been */
    async send(messages: readonly LookMessage[]): Promise<void> {
      const batches = Array.from({ length: Math.ceil(messages.length / BATCH) }, (_, at) =>
        messages.slice(at * BATCH, (at + 1) * BATCH),
      );
      for (let at = 0; at < batches.length; at += BATCHES_AT_ONCE) {
        await Promise.all(batches.slice(at, at + BATCHES_AT_ONCE).map(sendBatch));
      }
    },
  };
}
