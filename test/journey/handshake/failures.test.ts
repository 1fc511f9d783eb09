import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { type LocalSetup, openLocalSetup, popupOf } from '../local-setup.ts';

let setup: LocalSetup;
beforeAll(async () => {
  setup = await openLocalSetup();
}, 180_000);
afterAll(() => setup?.close());

describe('the popup', () => {
  test('without a callback explains the callback URL and the five seconds', async () => {
    const page = await createMerchant().visit(
      `${setup.local.url}/demo/login?oauth_consumer_key=${'a'.repeat(32)}&success_call_back=x`,
    );
    expect(page.status).toBe(404);
    expect(page.text).toContain(REFUSALS.activation_unknown.title);
    expect(page.text).toContain('five seconds');
  });

  test('opened by hand says where to begin', async () => {
    const page = await createMerchant().visit(`${setup.local.url}/demo/login`);
    expect(page.status).toBe(400);
    expect(page.text).toContain('System > Extensions > Integrations');
  });

  test('of an unknown product is not found', async () => {
    const page = await createMerchant().visit(`${setup.local.url}/nobody/login?oauth_consumer_key=${'a'.repeat(32)}`);
    expect(page.status).toBe(404);
  });

  test('leads only where Magento would: a wrong success callback is not followed, and the page says so', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const popup = new URL(popupOf(await store.activate(store.id)));
    popup.searchParams.set('success_call_back', 'https://evil.example/');
    const question = await merchant.signIn(await merchant.visit(popup.href));
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.way.join()).not.toContain('evil.example');
    expect(end.text).toContain('Close this window');
    expect((await setup.connectionOf(store))?.status).toBe('active');
  });

  test('of an admin on another host asks before it leads there', async () => {
    const store = await setup.store({ adminHost: 'localhost' });
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    expect(question.text).toContain(new URL(store.adminUrl).host);
    expect((await merchant.answer(question, 'yes', false)).status).toBe(400);
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.url).toBe(store.successCallback);
  });
});

describe('a merchant', () => {
  test('who says no is not connected, and the vendor hears of it', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const end = await merchant.settle(await merchant.answer(question, 'no'));
    expect(end.text).toContain(REFUSALS.consent_declined.title);
    await expect.poll(() => JSON.stringify(setup.eventsOf(store))).toContain('consent_declined');
    expect(await setup.connectionOf(store)).toBeUndefined();
    expect(store.state(store.id)?.active).toBe(false);
  });

  test('cannot be made to agree by a form of another site', async () => {
    const store = await setup.store();
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const forged = await merchant.submit(question, { csrf: 'x'.repeat(43), decision: 'yes' });
    expect(forged.status).toBe(403);
    const stranger = createMerchant();
    expect((await stranger.submit(question, { decision: 'yes' })).status).toBe(400);
    expect(await setup.connectionOf(store)).toBeUndefined();
  });

  test('may say yes before the store has answered', async () => {
    const store = await setup.store({ latencyMs: 2_000 });
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const working = await merchant.answer(question, 'yes');
    expect(await setup.attemptOf(store)).toMatchObject({ stage: 'received', consent: { decision: 'yes' } });
    const end = await merchant.settle(working);
    expect(end.url).toBe(store.successCallback);
  });
});

describe('a store', () => {
  test('that cannot be reached is named as the failure, with what to do', async () => {
    const store = await setup.store();
    const popup = popupOf(await store.activate(store.id));
    await store.close();
    const merchant = createMerchant();
    const page = await merchant.signIn(await merchant.visit(popup));
    await expect.poll(() => JSON.stringify(setup.eventsOf(store)), { timeout: 20_000 }).toContain('store_unreachable');
    const shown = await merchant.visit(page.url);
    expect((await merchant.settle(shown)).text).toContain(REFUSALS.store_unreachable.title);
    expect(await setup.connectionOf(store)).toBeUndefined();
  });

  test('that loses its answer to the access call leads to Reauthorize, and Reauthorize works', async () => {
    const store = await setup.store();
    store.faults.access = { ...FAULTS.answerLost, times: 1 };
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const lost = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(lost.text).toContain('Reauthorize');
    const again = await merchant.signIn(await merchant.visit(popupOf(await store.reauthorize(store.id))));
    const end = await merchant.settle(await merchant.answer(again, 'yes'));
    expect(end.url).toBe(store.successCallback);
  });

  test('that is busy for a moment is asked again', async () => {
    const store = await setup.store();
    store.faults.request = { ...FAULTS.unavailable, times: 1 };
    store.faults.access = { ...FAULTS.unavailable, times: 1 };
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.url).toBe(store.successCallback);
  });

  test('whose integration has no permissions is not connected', async () => {
    const store = await setup.store();
    store.setResources(store.id, []);
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(popupOf(await store.activate(store.id))));
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    expect(end.text).toContain(REFUSALS.permission_missing.title);
    expect(await setup.connectionOf(store)).toBeUndefined();
  });
});

describe('the callback', () => {
  const fields = {
    oauth_consumer_key: 'k'.repeat(32),
    oauth_consumer_secret: 's'.repeat(32),
    store_base_url: 'http://127.0.0.1:9/',
    oauth_verifier: 'v'.repeat(32),
  };
  const post = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}) =>
    fetch(`${setup.local.url}${path}`, { method: 'POST', body: body ?? null, headers });

  test('keeps what it keeps with 200', async () => {
    expect((await post('/demo/callback', new URLSearchParams(fields))).status).toBe(200);
  });

  test.each([
    ['an unknown product', '/nobody/callback', new URLSearchParams(fields), 404, 'product_unknown'],
    [
      'a field that is missing',
      '/demo/callback',
      new URLSearchParams({ ...fields, oauth_verifier: '' }),
      400,
      'oauth_verifier',
    ],
    [
      'a body of 9 KB',
      '/demo/callback',
      new URLSearchParams({ ...fields, x: 'y'.repeat(9_000) }),
      413,
      'body_too_large',
    ],
    ['JSON', '/demo/callback', new Blob(['{}'], { type: 'application/json' }), 415, 'media_type_unsupported'],
    [
      'an address in a private network',
      '/demo/callback',
      new URLSearchParams({ ...fields, store_base_url: 'https://10.0.0.1/' }),
      422,
      'store_url_refused',
    ],
  ])('answers %s with a problem that says what to do', async (_, path, body, status, named) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = await answer.text();
    expect(problem).toContain(named);
    for (const value of [fields.oauth_consumer_key, fields.oauth_consumer_secret, '10.0.0.1'])
      expect(problem).not.toContain(value);
  });
});

test('no log line, no event and no execution holds a secret', async () => {
  const store = await setup.store();
  const merchant = createMerchant();
  const activation = await store.activate(store.id);
  const verifier = store.state(store.id)?.tokens[0]?.verifier;
  const question = await merchant.signIn(await merchant.visit(popupOf(activation)));
  await merchant.settle(await merchant.answer(question, 'yes'));
  await expect.poll(() => setup.eventsOf(store)).toHaveLength(1);
  const { readFileSync } = await import('node:fs');
  const logged = () => readFileSync(setup.local.logFile, 'utf8');
  await expect.poll(logged).toContain('activation_linked');
  const written = [
    logged(),
    readFileSync(setup.local.eventsFile, 'utf8'),
    JSON.stringify(setup.local.executions()),
  ].join();
  const { consumer, tokens } = store.state(store.id) ?? {};
  const key = /key\/([0-9a-f]{64})/.exec(store.successCallback)?.[1];
  const secrets = [
    consumer?.key,
    consumer?.secret,
    verifier,
    key,
    ...(tokens ?? []).flatMap((row) => [row.token, row.secret]),
  ];
  expect(secrets.every((secret) => (secret?.length ?? 0) >= 32)).toBe(true);
  for (const secret of secrets) expect(written).not.toContain(secret);
});
