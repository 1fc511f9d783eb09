import type { Announcement } from '../../events.ts';
import type { Answers } from '../form-answers.ts';
import type { Delivery } from './delivery.ts';
import { noticeOf } from './event-map.ts';

/** What an event may carry: ids, hosts and codes, and texts of the vendor's own. */
type Value = string | number | boolean | undefined;

/** The body of a webhook (Standard Webhooks), and what `GET /v1/events/{id}` gives. */
export type WebhookPayload = {
  /** Our type of event. */
  readonly type: Announcement['type'];
  /** ISO 8601: when it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, Value | Answers>>;
};

type Sent = Pick<Delivery, 'type' | 'event' | 'integration' | 'ping'>;

/**
 * @param eventUrl where the event can be fetched, and its result sent to `/result` below it
 * @param answers of the merchant, for the event of an order where something was asked
 */
export function webhookPayload(
  { type, event, integration, ping }: Sent,
  eventUrl: string,
  answers?: Answers,
): WebhookPayload {
  const { id, version, time, ...facts } = event.detail;
  const notice = noticeOf(event.type);
  return {
    type: event.type,
    timestamp: time,
    data: {
      id: `${id}.${type}`,
      event: id,
      eventType: type,
      eventUrl,
      version,
      integration,
      ...(notice && { noticeType: notice }),
      ...(ping && { flag: 'STATELESS' }),
      ...facts,
      ...(answers && { answers }),
    },
  };
}

/** AppDirect's way: the event's address takes the place of `{eventUrl}`, or is added as a parameter. */
export function eventUrlCall(url: string, eventUrl: string): string {
  const encoded = encodeURIComponent(eventUrl);
  if (url.includes(PLACEHOLDER)) return url.replaceAll(PLACEHOLDER, encoded);
  const [address = '', ...fragment] = url.split('#');
  const query = `${address}${address.includes('?') ? '&' : '?'}eventUrl=${encoded}`;
  return [query, ...fragment].join('#');
}

const PLACEHOLDER = '{eventUrl}';
