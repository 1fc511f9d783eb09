import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { eventUrlCall, webhookPayload } from '../../../functions/domain/integrations/deliveries/webhook-payload.ts';
import { signatureHeaders } from '../../../functions/domain/integrations/deliveries/webhook-signature.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';

const secret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const body = '{"type":"connection.created","data":{"host":"müller.example"}}';

describe('a signature', () => {
  test('is verified by the library that receivers use, with the current secret and with the previous one', () => {
    const headers = signatureHeaders('dlv_1', new Date(), body, [secret(1), secret(2)]);
    for (const known of [secret(1), secret(2)]) {
      expect(new Webhook(known).verify(body, { ...headers })).toEqual(JSON.parse(body));
    }
    expect(() => new Webhook(secret(3)).verify(body, { ...headers })).toThrow('No matching signature');
    expect(() => new Webhook(secret(1)).verify(`${body} `, { ...headers })).toThrow('No matching signature');
  });

  test('of an attempt that is old is refused by the library', () => {
    const headers = signatureHeaders('dlv_1', new Date(Date.now() - 10 * 60_000), body, [secret(1)]);
    expect(() => new Webhook(secret(1)).verify(body, { ...headers })).toThrow('too old');
  });

  test.each(['', 'whsec_', 'whsec_short', 'secret', `whsec_${'!'.repeat(40)}`])('is never made with %j', (odd) => {
    expect(() => signatureHeaders('dlv_1', new Date(), body, [odd])).toThrow('another shape');
  });
});

describe('a payload', () => {
  const integration = newIntegrationId();
  const detail = {
    id: 'evt_1',
    version: EVENTS_VERSION,
    product: 'demo',
    host: 'shop.example',
    time: '2026-11-22T12:00:00.000Z',
    connection: 'con_1',
    account: 'https://id.example#ana',
    status: 'unreachable' as const,
    reason: 'store_timeout',
  };

  test('says what happened, when, to which URL it belongs, and where it can be fetched', () => {
    const event = { type: 'connection.unreachable' as const, detail };
    const { id, version, time, ...facts } = detail;
    expect(
      webhookPayload({ type: 'SUBSCRIPTION_NOTICE', event, integration }, 'https://x.example/v1/events/d'),
    ).toEqual({
      type: 'connection.unreachable',
      timestamp: time,
      data: {
        id: 'evt_1.SUBSCRIPTION_NOTICE',
        event: id,
        eventType: 'SUBSCRIPTION_NOTICE',
        eventUrl: 'https://x.example/v1/events/d',
        version,
        integration,
        noticeType: 'DEACTIVATED',
        ...facts,
      },
    });
  });

  test('of a ping says that nothing happened', () => {
    const event = { type: 'connection.unreachable' as const, detail };
    expect(webhookPayload({ type: 'SUBSCRIPTION_NOTICE', event, integration, ping: true }, 'x').data).toMatchObject({
      flag: 'STATELESS',
    });
  });
});

test.each([
  ['https://a.example/x', 'https://a.example/x?eventUrl=https%3A%2F%2Fh%2Fe%3F1'],
  ['https://a.example/x?a=1', 'https://a.example/x?a=1&eventUrl=https%3A%2F%2Fh%2Fe%3F1'],
  ['https://a.example/x#top', 'https://a.example/x?eventUrl=https%3A%2F%2Fh%2Fe%3F1#top'],
  ['https://a.example/{eventUrl}?u={eventUrl}', 'https://a.example/https%3A%2F%2Fh%2Fe%3F1?u=https%3A%2F%2Fh%2Fe%3F1'],
])('the address of the event is put into %s', (url, called) => {
  expect(eventUrlCall(url, 'https://h/e?1')).toBe(called);
});
