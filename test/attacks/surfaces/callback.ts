import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../functions/domain/ids.ts';
import { FORM, fields, KEY, POSTS } from '../corpus/hostile-posts.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, activate, asked, asksForConsent, formOf, signIn } from '../harness/attack-env.ts';
import { FLOOD, HERE_WAITS_MS, MAGENTO_WAITS_MS, pour } from '../harness/flood.ts';
import { openThief } from '../harness/redirect-target.ts';
import type { Seen } from '../harness/visitor.ts';

export function callbackAttacks(attackEnv: () => AttackEnv): void {
  const post = (body: string | Buffer, type = FORM, product = 'demo'): Promise<Seen> =>
    attackEnv()
      .visitor()
      .send(`/${product}/callback`, { method: 'POST', body, headers: type === '' ? {} : { 'content-type': type } });

  const callbackAt = (baseUrl: string) => `${baseUrl}admin/integration/loginSuccessCallback/key/${'f'.repeat(64)}/`;
  /** How the attempts of a key have failed. */
  const endsOf = async (key: string) =>
    (await attackEnv().activationItems()).flatMap((item) =>
      item['key'] === digestOf(key) && item['stage'] === 'failed' ? [Object(item['failure'])['code']] : [],
    );

  describe('nothing is kept of a message with', () => {
    test.each(Object.entries(POSTS))('%s', async (_, { body, type }) => {
      const { status, code, body: told } = await post(body, type);
      expect([400, 413, 415, 422]).toContain(status);
      expect(code).not.toBe('');
      expect(told).not.toMatch(/kkkkkkkk|ssssssss|vvvvvvvv|127\.0\.0\.1/);
      expect(await attackEnv().activationOf(KEY)).toBeUndefined();
    });

    test.each([
      'nobody',
      '__proto__',
      'constructor',
      'DEMO',
      'demo%00',
      'demo%2f..',
      '%64emo%20',
      'signin',
      'v1',
      'a'.repeat(2_000),
    ])('the product %j', async (product) => {
      const { status, code } = await post(fields(), FORM, product);
      expect([status, code]).toEqual([404, 'product_unknown']);
    });
  });

  test('a message in chunks is read like any other', async (context) => {
    tries(context, { honest: 1, attacks: 1 });
    const key = 'c'.repeat(32);
    const sent = { method: 'POST', headers: { 'content-type': FORM }, chunked: true };
    expect(
      (
        await attackEnv()
          .visitor()
          .send('/demo/callback', { ...sent, body: fields({ oauth_consumer_key: key }) })
      ).status,
    ).toBe(200);
    expect(await attackEnv().activationOf(key)).toMatchObject({ stage: 'received' });
    expect(
      (
        await attackEnv()
          .visitor()
          .send('/demo/callback', { ...sent, body: `${fields()}&x=${'y'.repeat(9_000)}` })
      ).status,
    ).toBe(413);
  });

  test('a forged message with a merchant’s consumer key is another store’s: it neither ends their attempt nor gets their token', async (context) => {
    tries(context, { attacks: 2, honest: 1 });
    const store = await attackEnv().store();
    const { popup, key, activation } = await activate(attackEnv(), store);
    const merchant = attackEnv().visitor();
    await merchant.get(popup);
    await expect.poll(async () => (await attackEnv().activationOf(key))?.stage).toBe('requested');
    const token = store.state(store.id)?.tokens[0]?.token ?? 'none';
    const thief = await openThief();
    const forged = fields({ oauth_consumer_key: key, store_base_url: thief.baseUrl });
    expect((await post(forged)).status).toBe(200);
    // Both stores are on this computer, so only the port tells the forger's popup from the merchant's.
    const own = new URLSearchParams({ oauth_consumer_key: key, success_call_back: callbackAt(thief.baseUrl) });
    await attackEnv().visitor().get(`/demo/login?${own}`);
    await expect.poll(async () => await endsOf(key)).toEqual(['request_token_lost']);
    expect(thief.seen.join()).not.toContain(token);
    expect(thief.seen.length).toBeGreaterThan(0);
    thief.close();
    // The merchant goes on as if nothing had been posted.
    const question = await signIn(attackEnv(), merchant, activation);
    await merchant.post('/demo/consent', { ...formOf(question), decision: 'yes' });
    await expect.poll(async () => (await attackEnv().connectionOf(store))?.status).toBe('active');
  });

  test('a flood of forged messages starts no machine, and leaves honest handshakes unharmed', async (context) => {
    const machines = attackEnv().local.executions().length;
    const flood = pour(attackEnv().local.url);
    const delays: number[] = [];
    while (delays.length < 3 || !flood.isOver()) {
      const store = await attackEnv().store('demo', { postTimeoutMs: HERE_WAITS_MS });
      const begun = performance.now();
      const { browser, question } = await asked(attackEnv(), store);
      delays.push(Math.round(performance.now() - begun));
      expect(asksForConsent(question)).toBe(true);
      await browser.post('/demo/consent', { ...formOf(question), decision: 'yes' });
      await expect
        .poll(async () => (await attackEnv().connectionOf(store))?.status, { timeout: 20_000 })
        .toBe('active');
    }
    const { sent, seconds, answered, strange } = await flood.end();
    tries(context, { attacks: sent, honest: delays.length });
    console.log(
      `flood: ${sent} forged messages in ${seconds.toFixed(1)} s, ${answered} answered within 5 s of the last, ` +
        `${sent - answered} not; from Activate to the question: ` +
        `${delays.join(', ')} ms, ${delays.filter((ms) => ms > MAGENTO_WAITS_MS).length} longer than Magento waits`,
    );
    expect([sent, strange]).toEqual([FLOOD.perSecond * FLOOD.seconds, 0]);
    expect(sent / seconds).toBeGreaterThan(FLOOD.perSecond * 0.98);
    expect(attackEnv().local.executions().length - machines).toBe(delays.length);
  }, 90_000);
}
