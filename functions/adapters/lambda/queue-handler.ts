import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { asRefusal, log } from './log.ts';

/** What became of one message: done, or to be brought again. */
export type Delivery = 'done' | 'again';

/** The Lambda handler of a queue: each message by itself; those that failed, or are not done yet, are reported. */
export function queueDoor(deed: (body: string) => Promise<Delivery>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const outcomes = await Promise.all(
      Records.map(async ({ messageId, body }) => ({ messageId, delivery: await attempted(deed, body) })),
    );
    const again = outcomes.filter(({ delivery }) => delivery === 'again');
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
}

async function attempted(deed: (body: string) => Promise<Delivery>, body: string): Promise<Delivery> {
  try {
    return await deed(body);
  } catch (error) {
    const { code, facts } = asRefusal(error, { task: 'message' });
    log('message_failed', { ...facts, code });
    return 'again';
  }
}
