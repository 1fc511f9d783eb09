import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { asRefusal, log } from './log.ts';

/** The outcome of one message: done, or to be delivered again. */
export type Delivery = 'done' | 'again';

/** The Lambda handler of a queue: each message by itself; those that failed, or are not done yet, are reported. */
export function queueHandler(handle: (body: string) => Promise<Delivery>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const outcomes = await Promise.all(
      Records.map(async ({ messageId, body }) => ({ messageId, delivery: await attempted(handle, body) })),
    );
    const again = outcomes.filter(({ delivery }) => delivery === 'again');
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
}

async function attempted(handle: (body: string) => Promise<Delivery>, body: string): Promise<Delivery> {
  try {
    return await handle(body);
  } catch (error) {
    const { code, facts } = asRefusal(error, { task: 'message' });
    log('queue_message_failed', { ...facts, code });
    return 'again';
  }
}
