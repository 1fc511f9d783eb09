import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { asRefusal, log } from './log.ts';

/** The outcome of one message: done, or to be delivered again. */
export type Delivery = 'done' | 'again';

/** @param received how often the message has come, this time included */
export type MessageHandler = (body: string, received: number) => Promise<Delivery>;

/** The Lambda handler of a queue: each message by itself; those that failed, or are not done yet, are reported. */
export function queueHandler(handle: MessageHandler) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const outcomes = await Promise.all(
      Records.map(async ({ messageId, body, attributes }) => {
        const received = Number(attributes.ApproximateReceiveCount);
        return { messageId, delivery: await attempted(() => handle(body, received)) };
      }),
    );
    const again = outcomes.filter(({ delivery }) => delivery === 'again');
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
}

async function attempted(handle: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await handle();
  } catch (error) {
    const { code, facts } = asRefusal(error, { task: 'message' });
    log('queue_message_failed', { ...facts, code });
    return 'again';
  }
}
