import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { listActivations } from '../../../functions/api/activations/list-activations.ts';
import { showActivation } from '../../../functions/api/activations/show-activation.ts';
import type { ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const box = sealed.parse(new Uint8Array([1]));
const show = (id: string, more: Asked = {}) => ask(showActivation(setup.deps), { id, ...more });
/** A clock of seconds: every step has a time of its own. */
const tick = (second: number) => {
  setup.setup.time = new Date(Date.UTC(2026, 10, 22, 12, 0, second));
  return setup.setup.time.toISOString();
};

async function opened(productId = 'demo'): Promise<ActivationRef> {
  const product = parseProductId(productId);
  const ref = { product, key: digestOf('ck'), activation: newActivationId() };
  const storeUrl = parseStoreUrl('https://shop.example/');
  const receivedAt = tick(0);
  tick(1);
  await setup.deps.attempts.begin(
    ref,
    {
      activation: ref.activation,
      consumer: consumerIdOf('cs', storeUrl),
      storeUrl,
      secrets: box,
      verifierDigest: 'a-digest',
      receivedAt,
      state: 'received',
    },
    { owner: undefined, seenBefore: false },
  );
  return ref;
}

async function checked(): Promise<ActivationRef> {
  const { attempts } = setup.deps;
  const ref = await opened();
  tick(2);
  await attempts.requested(ref);
  tick(3);
  await attempts.noteSignIn(ref, ana);
  await attempts.awaitConsent(ref, 'a-task-token');
  await attempts.consent(ref, { decision: 'yes', account: ana, at: tick(4) }, box);
  tick(5);
  await attempts.granted(ref, box, true);
  tick(6);
  await attempts.checked(ref, ['2.4.8']);
  return ref;
}

describe('one attempt', () => {
  test('is told step by step, with the time of each, and the connection that it led to', async () => {
    const ref = await checked();
    const connection = newConnectionId();
    tick(7);
    await setup.deps.attempts.linked(ref, connection, { kind: 'created' });
    const { status, json } = await show(ref.activation);
    expect(status).toBe(200);
    const { steps, ...rest } = json;
    expect(rest).toEqual({
      id: ref.activation,
      product: 'demo',
      store: { url: 'https://shop.example/', host: 'shop.example' },
      stage: 'linked',
      receivedAt: '2026-11-22T12:00:00.000Z',
      endedAt: '2026-11-22T12:00:07.000Z',
      account: ana,
      signedInAs: ana,
      connection,
      kind: 'created',
    });
    const told = steps.map(({ step, at, asked }: Record<string, string>) => [step, at?.slice(17, 19), asked]);
    expect(told).toEqual([
      ['received', '00', undefined],
      ['opened', '01', undefined],
      ['request_token', '02', 'POST /oauth/token/request'],
      ['signed_in', '03', undefined],
      ['consented', '04', undefined],
      ['access_token', '05', 'POST /oauth/token/access'],
      ['verified', '06', 'GET /rest/V1/modules'],
      ['connected', '07', undefined],
    ]);
  });

  test('has the words that the merchant was shown, with the button that Magento offers by then', async () => {
    const ref = await checked();
    await setup.deps.attempts.failed(ref, { code: 'store_busy', at: tick(7), tokenIssued: true });
    const { json } = await show(ref.activation);
    expect(json).toMatchObject({
      stage: 'failed',
      reason: 'store_busy',
      advice: 'Wait a few minutes, then press Reauthorize in Magento again.',
      words: { next: 'Wait a few minutes, then press Reauthorize in Magento again.' },
    });
    expect(json.words.title).not.toBe('');
    expect(json.steps.at(-1)).toEqual({
      step: 'failed',
      at: '2026-11-22T12:00:07.000Z',
      what: 'The attempt ended without a connection.',
    });
  });

  test('holds nothing secret, whatever its stage', async () => {
    const ref = await checked();
    const { text } = await show(ref.activation);
    for (const secret of ['a-digest', 'a-task-token', digestOf('ck'), 'credentials', 'taskToken', 'answers']) {
      expect(text).not.toContain(secret);
    }
  });

  test('of an earlier version has the steps that its stage tells of, without their times', async () => {
    const ref = await checked();
    await setup.table.client.send(
      new UpdateCommand({
        TableName: setup.table.name,
        Key: { pk: `ATTEMPT#${ref.activation}` },
        UpdateExpression: 'REMOVE openedAt, requestedAt, grantedAt, verifiedAt, signedIn',
      }),
    );
    const { json } = await show(ref.activation);
    const told = json.steps.map(({ step, at }: Record<string, string>) => [step, at !== undefined]);
    expect(told).toEqual([
      ['received', true],
      ['opened', false],
      ['request_token', false],
      ['consented', true],
      ['access_token', false],
      ['verified', false],
    ]);
  });

  test('that declined says who had signed in', async () => {
    const ref = await opened();
    await setup.deps.attempts.noteSignIn(ref, ana);
    await setup.deps.attempts.consent(ref, { decision: 'no', at: tick(3) });
    await setup.deps.attempts.failed(ref, { code: 'consent_declined', at: tick(4) });
    const { json } = await show(ref.activation);
    expect(json).toMatchObject({ signedInAs: ana, words: { title: 'Not connected' } });
    expect(json.account).toBeUndefined();
    expect(json.steps.map(({ step }: { step: string }) => step)).toContain('declined');
  });

  test('that never had a popup is told as well', async () => {
    const [product, activation] = [parseProductId('demo'), newActivationId()];
    const refused = { storeUrl: parseStoreUrl('https://shop.example/'), code: 'store_address_refused' } as const;
    const message = { activation, ...refused, at: tick(0) };
    await setup.deps.attempts.recordRefused({ product, key: digestOf('ck') }, message);
    const { json } = await show(activation);
    expect(json.steps.map(({ step }: { step: string }) => step)).toEqual(['received', 'failed']);
  });

  describe('whose popup was never opened', () => {
    const arrive = async (productId = 'demo') => {
      const [product, storeUrl] = [parseProductId(productId), parseStoreUrl('https://shop.example/')];
      const activation = newActivationId();
      tick(0);
      const consumer = consumerIdOf('cs', storeUrl);
      const key = digestOf(activation);
      await setup.deps.keys.keep({
        product,
        key,
        consumer,
        activation,
        storeUrl,
        secrets: box,
        verifierDigest: 'a-digest',
      });
      return activation;
    };
    const receivedAt = '2026-11-22T12:00:00.000Z';

    test('is found by where the list shows it, and says what is known and no more', async () => {
      const id = await arrive();
      const { json: listed } = await ask(listActivations(setup.deps));
      expect(listed.items).toMatchObject([{ id, product: 'demo', receivedAt }]);
      const { json } = await show(id, { query: { product: 'demo', receivedAt } });
      expect(json).toEqual({
        id,
        product: 'demo',
        store: { url: 'https://shop.example/', host: 'shop.example' },
        stage: 'received',
        receivedAt,
        popupOpened: false,
        advice: expect.stringContaining('press Activate in Magento again'),
        steps: [{ step: 'received', at: receivedAt, what: "Magento sent the integration's keys to the callback URL." }],
      });
    });

    test('expires like any other', async () => {
      const id = await arrive();
      setup.setup.time = new Date('2026-11-22T14:00:00.000Z');
      expect((await show(id, { query: { product: 'demo', receivedAt } })).json.stage).toBe('expired');
    });

    test('is not found without its time or its product, nor by those who do not see that', async () => {
      const id = await arrive();
      const codes = async (more: Asked) => (await show(id, more)).json.code;
      expect(await codes({})).toBe('activation_unknown');
      expect(await codes({ query: { product: 'demo' } })).toBe('activation_unknown');
      expect(await codes({ query: { receivedAt } })).toBe('activation_unknown');
      expect(await codes({ query: { product: 'demo', receivedAt: '2026-11-22T12:00:01Z' } })).toBe(
        'activation_unknown',
      );
      expect(await codes({ query: { product: 'demo', receivedAt }, client: 'erp-only' })).toBe('activation_unknown');
      expect(await codes({ query: { product: 'demo', receivedAt: 'soon' } })).toBe('request_malformed');
    });
  });

  test.each(['act_', 'con_1', 'ATTEMPT#1', '../connections'])('is not found by %s', async (id) => {
    const { status, json } = await show(id);
    expect([status, json.code]).toEqual([404, 'activation_unknown']);
  });

  test('of a product that the client does not see is not there', async () => {
    const { activation } = await opened();
    expect((await show(activation, { client: 'erp-only' })).json.code).toBe('activation_unknown');
    expect((await show(newActivationId())).json.code).toBe('activation_unknown');
  });

  test('that has ended is signed in to by nobody', async () => {
    const ref = await opened();
    await setup.deps.attempts.failed(ref, { code: 'store_busy', at: tick(3) });
    await setup.deps.attempts.noteSignIn(ref, ana);
    expect((await show(ref.activation)).json.signedInAs).toBeUndefined();
  });
});
