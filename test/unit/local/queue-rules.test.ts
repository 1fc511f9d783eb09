import { expect, test } from 'vitest';
import { type BusEvent, toQueues } from '../../../infra/local/aws/eventbridge.ts';

const event = (source: string, type = 'connection.created'): BusEvent => ({
  version: '0',
  id: '1',
  'detail-type': type,
  source,
  account: '0',
  time: 't',
  region: 'r',
  resources: [],
  detail: {},
});

const ARN = 'arn:aws:events:us-east-1:000000000000:event-bus/Ours';

test('a rule sends its queue whole events of its bus, sources and types, and no others', () => {
  const sent: string[] = [];
  const send = (queue: string, body: string) => sent.push(`${queue} ${JSON.parse(body).source}`);
  const rules = [
    { bus: 'Ours', sources: ['handfast', 'handfast.ping'], types: undefined, queueArn: 'all' },
    { bus: ARN, sources: ['handfast'], types: ['connection.moved'], queueArn: 'moved' },
  ];
  const publish = toQueues(rules, send);
  publish(event('handfast'), 'Ours');
  publish(event('handfast.ping'), ARN);
  publish(event('handfast', 'connection.moved'), ARN);
  publish(event('other'), 'Ours');
  publish(event('handfast'), 'default');
  expect(sent).toEqual(['all handfast', 'all handfast.ping', 'all handfast', 'moved handfast']);
});
