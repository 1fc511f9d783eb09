import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwsEndpoint } from '../../../../infra/local/aws/aws-json.ts';
import { serveAwsJson } from '../../../../infra/local/aws/aws-json.ts';
import { createCredentials } from '../../../../infra/local/aws/credentials.ts';
import { queueOperations } from '../../../../infra/local/aws/queue-operations.ts';
import type { Queues } from '../../../../infra/local/aws/queues.ts';
import { openQueues } from '../../../../infra/local/aws/queues.ts';
import { createClock } from '../../../../infra/local/clock.ts';

const clock = createClock();
let queues: Queues;
let endpoint: AwsEndpoint;
let sqs: SQSClient;

beforeAll(async () => {
  const credentials = createCredentials();
  queues = openQueues({
    queues: [{ name: 'looks', arn: 'arn:looks', visibilitySeconds: 60 }],
    mappings: [{ queueArn: 'arn:looks', functionArn: 'f', batchSize: 10, maxConcurrency: 1, partial: true }],
    clock,
    // Says that all of them are to be brought again, so that they stay in the queue.
    invoke: async (_, event) => {
      const { Records }: { Records: readonly { messageId: string }[] } = Object(event);
      return { batchItemFailures: Records.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) };
    },
    log: () => undefined,
  });
  endpoint = await serveAwsJson(queueOperations(queues.send), credentials);
  sqs = new SQSClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials,
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  queues.stop();
  await endpoint.close();
});

function entries(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    Id: `m${at}`,
    MessageBody: `body ${at}`,
    MessageGroupId: `g${at}`,
  }));
}

function batch(Entries: ReturnType<typeof entries>) {
  return sqs.send(new SendMessageBatchCommand({ QueueUrl: 'looks', Entries }));
}

test('a batch is taken as the SDK checks it, each message with its group', async () => {
  const { Successful, Failed } = await batch(entries(10));
  expect(Failed).toEqual([]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(entries(10).map(({ Id }) => Id));
  const kept = queues.messages('looks').map(({ id, body, group }) => ({ id, body, group }));
  expect(kept).toEqual(
    entries(10).map(({ MessageBody, MessageGroupId }, at) => ({
      id: Successful?.[at]?.MessageId,
      body: MessageBody,
      group: MessageGroupId,
    })),
  );
});

test('a message with a delay is delivered when that is over, not before', async () => {
  const { MessageId } = await sqs.send(
    new SendMessageCommand({ QueueUrl: 'looks', MessageBody: 'later', DelaySeconds: 90 }),
  );
  const receives = () => queues.messages('looks').find(({ id }) => id === MessageId)?.receives;
  clock.move(89_000);
  queues.tick();
  expect(receives()).toBe(0);
  clock.move(2_000);
  queues.tick();
  await queues.idle();
  expect(receives()).toBe(1);
});

test.each([
  ['EmptyBatchRequest', []],
  ['TooManyEntriesInBatchRequest', entries(11)],
  ['BatchEntryIdsNotDistinct', [...entries(1), ...entries(1)]],
  ['BatchRequestTooLong', [{ Id: 'm', MessageBody: 'x'.repeat(1_048_577), MessageGroupId: 'g' }]],
])('what AWS refuses is refused with its code: %s', async (name, wrong) => {
  await expect(batch(wrong)).rejects.toMatchObject({ name });
});

test('a queue that is not there is named in the refusal', async () => {
  const sent = sqs.send(new SendMessageCommand({ QueueUrl: 'nowhere', MessageBody: 'x' }));
  await expect(sent).rejects.toMatchObject({ name: 'QueueDoesNotExist', message: 'There is no queue nowhere.' });
});
