import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Activation } from '../../../infra/local/demo-store/admin/activation.ts';
import { createMerchant, type Merchant } from '../../../infra/local/demo-store/merchant.ts';
import { integrationOf, type LocalSetup, openLocalSetup, popupOf } from '../local-setup.ts';

let setup: LocalSetup;
beforeAll(async () => {
  setup = await openLocalSetup();
}, 180_000);
afterAll(() => setup?.close());

async function finish(activation: Activation, merchant: Merchant = createMerchant()) {
  const question = await merchant.signIn(await merchant.visit(popupOf(activation)));
  return merchant.settle(await merchant.answer(question, 'yes'));
}

describe('a store that comes back', () => {
  test('through Reauthorize keeps its connection, with new credentials that work', async () => {
    const store = await setup.store();
    await finish(await store.activate(store.id));
    const before = await setup.connectionOf(store);
    const end = await finish(await store.reauthorize(store.id));
    expect(end.url).toBe(store.successCallback);
    const after = await setup.connectionOf(store);
    expect(after).toMatchObject({ connection: before?.connection, createdAt: before?.createdAt, kind: 'reauthorized' });
    expect(before && (await setup.callStore(before, 'V1/modules')).status).toBe(401);
    expect(after && (await setup.callStore(after, 'V1/modules')).status).toBe(200);
  });

  test('as a re-created integration, with a new key, keeps its connection', async () => {
    const store = await setup.store();
    await finish(await store.activate(store.id));
    const before = await setup.connectionOf(store);
    store.deleteIntegration(store.id);
    const again = store.addIntegration(integrationOf(setup.local.url, 'demo'));
    await finish(await store.activate(again.id));
    const after = await setup.connectionOf(store);
    expect(after?.connection).toBe(before?.connection);
    expect(after && (await setup.callStore(after, 'V1/modules')).status).toBe(200);
  });

  test('keeps its old credentials when the new handshake does not come to an end', async () => {
    const store = await setup.store();
    await finish(await store.activate(store.id));
    const other = store.addIntegration(integrationOf(setup.local.url, 'demo'));
    store.setResources(other.id, []);
    await finish(await store.activate(other.id));
    const connection = await setup.connectionOf(store);
    expect(connection?.kind).toBe('created');
    expect(connection && (await setup.callStore(connection, 'V1/modules')).status).toBe(200);
  });

  test('for another account, with a new integration, is not moved before that was confirmed', async () => {
    const store = await setup.store();
    await finish(await store.activate(store.id), createMerchant({ email: 'ana@example.com' }));
    const ben = createMerchant({ email: 'ben@example.com' });
    const again = store.addIntegration(integrationOf(setup.local.url, 'demo'));
    const question = await ben.signIn(await ben.visit(popupOf(await store.activate(again.id))));
    expect(question.text).toContain('connected to another account');
    expect(question.text).not.toContain('ana@example.com');
    const refused = await ben.answer(question, 'yes', false);
    expect(refused.status).toBe(400);
    expect((await setup.connectionOf(store))?.account.label).toBe('ana@example.com');
    const end = await ben.settle(await ben.answer(question, 'yes'));
    expect(end.url).toBe(store.successCallback);
    expect(await setup.connectionOf(store)).toMatchObject({ kind: 'moved', account: { label: 'ben@example.com' } });
  });

  test('for another account, with the key it used before, stays where it is', async () => {
    const store = await setup.store();
    await finish(await store.activate(store.id), createMerchant({ email: 'ana@example.com' }));
    const ben = createMerchant({ email: 'ben@example.com' });
    const refused = await ben.signIn(await ben.visit(popupOf(await store.reauthorize(store.id))));
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('belongs to another account');
    expect(refused.document.querySelector('button[value=yes]')).toBeNull();
    expect((await setup.connectionOf(store))?.account.label).toBe('ana@example.com');
  });
});

describe('Activate pressed again', () => {
  test('before any exchange: the second popup finishes the handshake', async () => {
    const store = await setup.store();
    await store.activate(store.id);
    const end = await finish(await store.activate(store.id));
    expect(end.url).toBe(store.successCallback);
    expect((await setup.connectionOf(store))?.status).toBe('active');
  });

  test('after the popup was opened and closed: the token that Magento gives only once is not lost', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    await merchant.visit(popupOf(await store.activate(store.id)));
    await expect.poll(() => store.state(store.id)?.tokens.map(({ type }) => type)).toEqual(['request']);
    const end = await finish(await store.activate(store.id), merchant);
    expect(end.url).toBe(store.successCallback);
    const connection = await setup.connectionOf(store);
    expect(connection && (await setup.callStore(connection, 'V1/modules')).status).toBe(200);
  });

  test('after signing in: the merchant is asked at once, and the earlier window knows that it is the earlier one', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const early = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const late = await merchant.visit(popupOf(await store.activate(store.id)));
    expect(late.document.querySelector('button[value=yes]')).not.toBeNull();
    const superseded = await merchant.answer(early, 'yes');
    expect(superseded.status).toBe(409);
    expect(superseded.text).toContain('newer attempt');
    const end = await merchant.settle(await merchant.answer(late, 'yes'));
    expect(end.url).toBe(store.successCallback);
  });

  test('after the merchant said no: the second time they can say yes', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    await merchant.settle(await merchant.answer(question, 'no'));
    await expect.poll(() => setup.eventsOf(store)).toHaveLength(1);
    const end = await finish(await store.activate(store.id), merchant);
    expect(end.url).toBe(store.successCallback);
  });
});

describe('the callback', () => {
  const post = (body: Record<string, string>) =>
    fetch(`${setup.local.url}/demo/callback`, { method: 'POST', body: new URLSearchParams(body) });

  test('replayed after the link changes nothing', async () => {
    const store = await setup.store();
    const activation = await store.activate(store.id);
    const { consumer, tokens } = store.state(store.id) ?? {};
    const message = {
      oauth_consumer_key: consumer?.key ?? '',
      oauth_consumer_secret: consumer?.secret ?? '',
      store_base_url: store.baseUrl,
      oauth_verifier: tokens?.[0]?.verifier ?? '',
    };
    const merchant = createMerchant();
    await finish(activation, merchant);
    const before = await setup.connectionOf(store);
    expect((await post(message)).status).toBe(200);
    const reopened = await merchant.settle(await merchant.visit(popupOf(activation)));
    expect(reopened.text).toContain('Already connected');
    expect(reopened.document.querySelector('button[value=yes]')).toBeNull();
    // The page says that the connection works, so the store was asked.
    expect(await setup.connectionOf(store)).toEqual({ ...before, checkedAt: expect.any(String) });
  });
});

describe('a slow merchant', () => {
  test('who takes an hour to sign up is connected all the same', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const popup = await merchant.visit(popupOf(await store.activate(store.id)));
    await expect.poll(() => store.state(store.id)?.tokens[0]?.type).toBe('request');
    setup.moveClock(60 * 60_000);
    const end = await merchant.settle(await merchant.answer(await merchant.signIn(popup), 'yes'));
    expect(end.url).toBe(store.successCallback);
    expect((await setup.connectionOf(store))?.status).toBe('active');
  });

  test('who never answers reads so, and nothing is left running', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    await expect.poll(() => store.state(store.id)?.tokens[0]?.type).toBe('request');
    setup.moveClock(111 * 60_000);
    await expect.poll(() => setup.eventsOf(store).length, { timeout: 10_000 }).toBe(1);
    expect(JSON.stringify(setup.eventsOf(store))).toContain('consent_timed_out');
    const late = await merchant.answer(question, 'yes');
    expect((await merchant.settle(late)).text).toContain('Nobody said yes');
  });

  test('whose popup opens more than 300 s after Activate is told to press it again, and then succeeds', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const activation = await store.activate(store.id);
    setup.moveClock(301_000);
    const question = await merchant.signIn(await merchant.visit(popupOf(activation)));
    const end = await merchant.settle(question);
    expect(end.text).toMatch(/Magento waited too long|Connect your store\?/);
    await expect.poll(() => setup.eventsOf(store).length).toBe(1);
    const shown = await merchant.visit(popupOf(activation));
    expect(shown.text).toContain('press Activate');
    const success = await finish(await store.activate(store.id), merchant);
    expect(success.url).toBe(store.successCallback);
  });
});
