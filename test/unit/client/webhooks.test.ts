import { inspect } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyEventUrlCall, verifyWebhook } from '../../../client/handfast.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { webhookPayload } from '../../../functions/domain/integrations/deliveries/webhook-payload.ts';
import { signatureHeaders } from '../../../functions/domain/integrations/deliveries/webhook-signature.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';

const secret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const SENT = new Date('2026-11-22T12:00:00.700Z');
const now = () => SENT;
const at = (seconds: number) => ({ now: () => new Date(SENT.getTime() + seconds * 1000) });

const event = {
  type: 'connection.created',
  detail: {
    ...{ id: 'evt_1', version: EVENTS_VERSION, product: 'demo', host: 'müller.example' },
    ...{
      time: '2026-11-22T12:00:00.000Z',
      activation: 'act_1',
      connection: 'con_1',
      account: 'https://id.example#ana',
    },
  },
} as const;
const payload = webhookPayload({ type: 'SUBSCRIPTION_ORDER', event, integration: newIntegrationId() }, 'https://x', {
  terms: true,
});
const body = JSON.stringify(payload);
const headers = signatureHeaders('dlv_1', SENT, body, [secret(1), secret(2)]);
const refused = { code: 'webhook_refused', status: 0 };

describe('a message', () => {
  test('of Handfast is read, with the secret that it has now and with the one before', async () => {
    for (const known of [secret(1), secret(2), [secret(3), secret(2)], secret(1).replace('whsec_', '')]) {
      expect(await verifyWebhook(headers, body, known, { now })).toEqual({
        ...{ id: 'dlv_1', signedAt: new Date('2026-11-22T12:00:00.000Z') },
        event: payload,
      });
    }
  });

  test('that the library for senders has signed is read, too', async () => {
    const signature = new Webhook(secret(5)).sign('msg_1', SENT, body);
    const given = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1795348800', 'webhook-signature': signature };
    expect(await verifyWebhook(given, body, secret(5), { now })).toMatchObject({ id: 'msg_1', event: payload });
  });

  test('may come as bytes, and its headers from any kind of server', async () => {
    const capitals = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
    for (const given of [new Headers(headers), { ...headers, host: 'a', cookie: undefined }, capitals]) {
      const { event: read } = await verifyWebhook(given, new TextEncoder().encode(body), secret(1), { now });
      if (read.type !== 'connection.created' || read.data.eventType !== 'SUBSCRIPTION_ORDER') throw new Error('other');
      expect([read.data.host, read.data.answers]).toEqual(['müller.example', { terms: true }]);
    }
  });

  test('is refused where tolerance or clock is no number, however old it is', async () => {
    for (const options of [{ now, toleranceSeconds: Number.NaN }, { now: () => new Date(Number.NaN) }]) {
      await expect(verifyWebhook(headers, body, secret(1), options)).rejects.toMatchObject(refused);
    }
  });

  test('of five minutes is still read, five minutes ahead, too', async () => {
    for (const seconds of [299, -299]) {
      expect(await verifyWebhook(headers, body, secret(1), at(seconds))).toMatchObject({ id: 'dlv_1' });
    }
  });

  test.each([301, -301])('signed %i seconds ago is refused', async (seconds) => {
    await expect(verifyWebhook(headers, body, secret(1), at(seconds))).rejects.toMatchObject(refused);
    const longer = { ...at(seconds), toleranceSeconds: 400 };
    expect(await verifyWebhook(headers, body, secret(1), longer)).toMatchObject({ id: 'dlv_1' });
  });
});

describe('is refused', () => {
  const other = signatureHeaders('dlv_1', SENT, `${body} `, [secret(1)])['webhook-signature'];
  test.each<[string, Record<string, string | string[] | undefined>]>([
    ['without an id', { 'webhook-id': undefined }],
    ['with another id', { 'webhook-id': 'dlv_2' }],
    ['with an id that reaches into the time', { 'webhook-id': 'dlv_1.1795348800', 'webhook-timestamp': '1' }],
    ['without a time', { 'webhook-timestamp': undefined }],
    ['with another time', { 'webhook-timestamp': '1795348801' }],
    ['with a time that is no number', { 'webhook-timestamp': '1795348800.0' }],
    ['with a time in another form', { 'webhook-timestamp': '0x6b02e9c0' }],
    ['without a signature', { 'webhook-signature': '' }],
    ['with a signature of another body', { 'webhook-signature': other }],
    ['with a signature that is cut off', { 'webhook-signature': headers['webhook-signature'].slice(0, 30) }],
    ['with a signature of another version', { 'webhook-signature': other.replace('v1,', 'v2,') }],
    ['with a signature that is no base64', { 'webhook-signature': 'v1,%%%' }],
    ['with an id that comes twice', { 'webhook-id': ['dlv_1', 'dlv_1'] }],
    ['with an id in two spellings', { 'Webhook-Id': 'dlv_2' }],
  ])('a message %s', async (_, changed) => {
    await expect(verifyWebhook({ ...headers, ...changed }, body, secret(1), { now })).rejects.toMatchObject(refused);
  });

  test('whatever of it was changed', async () => {
    for (const changed of [`${body} `, body.replace('müller', 'muller'), '', '{}']) {
      await expect(verifyWebhook(headers, changed, secret(1), { now })).rejects.toMatchObject(refused);
    }
  });

  test('a signature of a secret that is known no more', async () => {
    await expect(verifyWebhook(headers, body, [secret(3), secret(4)], { now })).rejects.toMatchObject(refused);
  });

  test.each(['', 'null', '[]', '"a"', '{"type":1}', 'no JSON'])('a body that is no event: %s', async (text) => {
    const signed = signatureHeaders('dlv_1', SENT, text, [secret(1)]);
    await expect(verifyWebhook(signed, text, secret(1), { now })).rejects.toMatchObject(refused);
  });

  test('a message with so many signatures that checking them is work', async () => {
    const many = { ...headers, 'webhook-signature': `${`${other} `.repeat(16)}${headers['webhook-signature']}` };
    await expect(verifyWebhook(many, body, secret(1), { now })).rejects.toMatchObject(refused);
  });
});

test.each([[[]], [''], ['whsec_'], ['whsec_short'], [`whsec_${'!'.repeat(40)}`], [[secret(1), 'whsec_mistyped']]])(
  'a secret of another shape is a mistake of ours, and is not shown: %j',
  async (secrets) => {
    const error: unknown = await verifyWebhook(headers, body, secrets, { now }).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'signing_secret_invalid' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/mistyped|short|!!!/);
  },
);

test('a call that names an event to fetch is verified without a body', async () => {
  const call = signatureHeaders('dlv_9', SENT, '', [secret(1)]);
  expect(await verifyEventUrlCall(call, [secret(2), secret(1)], { now })).toMatchObject({ id: 'dlv_9' });
  await expect(verifyEventUrlCall(call, secret(2), { now })).rejects.toMatchObject(refused);
  await expect(verifyEventUrlCall(headers, secret(1), { now })).rejects.toMatchObject(refused);
});
