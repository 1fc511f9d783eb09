import { createHash } from 'node:crypto';
import * as z from 'zod';
import { oneLine } from '../user-error.ts';
import { AwsFault } from './aws-fault.ts';
import type { Operations } from './aws-json.ts';
import type { Queues } from './queues.ts';

const MAX_BATCH = 10;
/** Of one message, and of all messages of a batch. */
const MAX_BYTES = 1024 * 1024;
const MAX_DELAY_SECONDS = 900;

const Message = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.number().int().min(0).max(MAX_DELAY_SECONDS).default(0),
  /** Of a standard queue: it decides whose messages wait for others', and nothing about their order. */
  MessageGroupId: z.string().min(1).max(128).optional(),
});
type Message = z.infer<typeof Message>;

const SendMessage = Message.extend({ QueueUrl: z.string() });
const SendMessageBatch = z.object({
  QueueUrl: z.string(),
  Entries: z.array(Message.extend({ Id: z.string().regex(/^[\w-]{1,80}$/) })),
});

/** SQS's calls that send messages. */
export function queueOperations(send: Queues['send']): Operations {
  function put(queue: string, { MessageBody, DelaySeconds, MessageGroupId }: Message) {
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    try {
      return {
        MD5OfMessageBody,
        MessageId: send(queue, MessageBody, { delaySeconds: DelaySeconds, group: MessageGroupId }),
      };
    } catch (error) {
      throw new AwsFault('QueueDoesNotExist', oneLine(error));
    }
  }
  return {
    'AmazonSQS.SendMessage': (input) => {
      const { QueueUrl, ...message } = SendMessage.parse(input);
      assertSize([message]);
      return put(QueueUrl, message);
    },
    'AmazonSQS.SendMessageBatch': (input) => {
      const { QueueUrl, Entries } = SendMessageBatch.parse(input);
      if (Entries.length === 0) throw new AwsFault('EmptyBatchRequest', 'The batch holds no messages.');
      if (Entries.length > MAX_BATCH) {
        throw new AwsFault('TooManyEntriesInBatchRequest', `A batch holds at most ${MAX_BATCH} messages.`);
      }
      if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
        throw new AwsFault('BatchEntryIdsNotDistinct', 'Two messages of the batch have one id.');
      }
      assertSize(Entries);
      return { Successful: Entries.map((entry) => ({ Id: entry.Id, ...put(QueueUrl, entry) })), Failed: [] };
    },
  };
}

function assertSize(messages: readonly Message[]): void {
  const bytes = messages.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > MAX_BYTES)
    throw new AwsFault('BatchRequestTooLong', `Messages of a call hold at most ${MAX_BYTES} bytes.`);
}
