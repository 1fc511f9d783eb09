import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { QueueSpec } from '../template/queues.ts';
import { REGION } from '../template/template.ts';

/** A message in a queue. Times are milliseconds since 1970 on the local clock. */
export type QueueMessage = {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receives: number;
  readonly firstReceivedAtMs: number | undefined;
  /** It is delivered no earlier. */
  readonly visibleAtMs: number;
  /** Whose message it is, for fair queues. */
  readonly group?: string | undefined;
};

/** How a message is sent: by default at once, and of no group. */
export type SendOptions = { readonly delaySeconds?: number; readonly group?: string | undefined };

/** A message as Lambda hands it to a function. */
export function recordOf({ arn }: QueueSpec, message: QueueMessage) {
  return {
    messageId: message.id,
    receiptHandle: `${message.id}.${message.receives}`,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAtMs),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
      ...(message.group !== undefined && { MessageGroupId: message.group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: REGION,
  };
}

/** One queue and its messages, by id. */
export function openQueue(spec: QueueSpec, clock: Clock) {
  const messages = new Map<string, QueueMessage>();
  return {
    spec,
    messages,
    /** @returns the id of the message */
    put: (body: string, { delaySeconds = 0, group }: SendOptions = {}): string => {
      const now = clock.now();
      const id = randomUUID();
      const times = { sentAtMs: now, firstReceivedAtMs: undefined, visibleAtMs: now + delaySeconds * 1000 };
      messages.set(id, { id, body, receives: 0, ...times, group });
      return id;
    },
    /** Takes up to so many messages that are visible, and hides them. */
    receive: (most: number): QueueMessage[] => {
      const now = clock.now();
      const visible = [...messages.values()].filter(({ visibleAtMs }) => visibleAtMs <= now).slice(0, most);
      return visible.map((message) => {
        const received = {
          ...message,
          receives: message.receives + 1,
          firstReceivedAtMs: message.firstReceivedAtMs ?? now,
          visibleAtMs: now + spec.visibilitySeconds * 1000,
        };
        messages.set(message.id, received);
        return received;
      });
    },
    nextVisibleMs: (): number => Math.min(...[...messages.values()].map(({ visibleAtMs }) => visibleAtMs)),
  };
}
export type Queue = ReturnType<typeof openQueue>;
