import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, test } from 'vitest';
import { tries } from '../harness/attack-count.ts';
import { type Asked, type AttackEnv, asked, formOf, signIn } from '../harness/attack-env.ts';

const NOBODY = 'act_00000000-0000-4000-8000-000000000000';

export function taskAttacks(attackEnv: () => AttackEnv): void {
  const machine = () =>
    new SFNClient({ ...attackEnv().local.tableAccess, endpoint: attackEnv().local.awsUrl, maxAttempts: 1 });
  const itemOf = async ({ activation }: Asked) =>
    (await attackEnv().activationItems()).find((item) => item['activation'] === activation);
  const invoke = (event: Readonly<Record<string, unknown>>) => {
    const exchange = attackEnv().local.stack.functions.find(({ logicalId }) => /Exchange/.test(logicalId));
    return attackEnv().local.invoke(exchange?.name ?? '', event);
  };
  let waiting: Asked;
  let reference: Record<string, unknown>;
  beforeAll(async () => {
    waiting = await asked(attackEnv());
    const item = await itemOf(waiting);
    reference = { product: item?.['product'], key: item?.['key'], activation: waiting.activation };
  });

  test('a task token that was made up, cut or used before ends no wait', async (context) => {
    const done = await asked(attackEnv());
    await expect.poll(async () => (await itemOf(done))?.['taskToken']).toBeDefined();
    const used = String((await itemOf(done))?.['taskToken']);
    await done.browser.post('/demo/consent', { ...formOf(done.question), decision: 'yes' });
    await expect.poll(async () => (await itemOf(done))?.['stage']).toBe('linked');
    const before = JSON.stringify(await itemOf(done));
    const tokens = ['x', used.slice(0, -1), `${used}x`, used.toUpperCase(), used];
    tries(context, { attacks: tokens.length * 2 });
    for (const taskToken of tokens) {
      await expect(machine().send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))).rejects.toThrow();
      await expect(
        machine().send(new SendTaskFailureCommand({ taskToken, error: 'consent_declined' })),
      ).rejects.toThrow();
    }
    expect(JSON.stringify(await itemOf(done))).toBe(before);
  });

  test('a wait that somebody else ends, with a token that is right, gives no access token without a consent', async () => {
    const store = await attackEnv().store();
    const victim = await asked(attackEnv(), store);
    await expect.poll(async () => (await itemOf(victim))?.['taskToken']).toBeDefined();
    const taskToken = String((await itemOf(victim))?.['taskToken']);
    const output = JSON.stringify({ decision: 'yes', account: { id: 'mallory' } });
    await machine().send(new SendTaskSuccessCommand({ taskToken, output }));
    await expect.poll(async () => (await itemOf(victim))?.['stage']).toBe('failed');
    expect(store.state(store.id)?.active).toBe(false);
    expect(await attackEnv().connectionOf(store)).toBeUndefined();
  });

  describe('a step changes nothing when it is told of', () => {
    const TASKS = ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link', 'Fail'];
    const CHANGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      'another product': { product: 'erp' },
      'a product that is none': { product: '__proto__' },
      'an attempt of nobody': { activation: NOBODY },
      'another key': { key: '0'.repeat(64) },
      'a key with a number sign': { key: `x#${'0'.repeat(62)}` },
      'no key': { key: undefined },
      'an attempt as a list': { activation: [NOBODY] },
      'an attempt with a path': { activation: `${NOBODY}/../x` },
    };
    const cases = TASKS.flatMap((task) =>
      Object.entries(CHANGES).map(([what, change]) => [task, what, change] as const),
    );
    test.each(cases)('%s: %s', async (task, what, change) => {
      const before = JSON.stringify(await itemOf(waiting));
      // Each with a token of its own: the second of two changes to the same one would not be seen.
      await invoke({ task, ...reference, taskToken: `forged: ${what}`, error: { Error: 'internal' }, ...change }).catch(
        () => undefined,
      );
      expect(JSON.stringify(await itemOf(waiting))).toBe(before);
    });

    test.each(['AccessToken', 'Check', 'Link', 'Announce'])('%s: an attempt that has not come so far', async (task) => {
      const before = JSON.stringify(await itemOf(waiting));
      await invoke({ task, ...reference }).catch(() => undefined);
      expect(JSON.stringify(await itemOf(waiting))).toBe(before);
    });
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '', 'requesttoken', 'Link '])(
    'there is no step %j',
    async (task) => {
      await expect(invoke({ task, ...reference })).rejects.toThrow();
    },
  );

  test('an attempt that exists and one that does not are told apart by no page: ids of others give nothing away', async (context) => {
    const other = await asked(attackEnv());
    const paths = [
      '/demo/login?activation={id}',
      '/demo/signin?activation={id}',
      '/demo/progress?activation={id}',
      '/demo/progress?activation={id}&wait=1',
      '/erp/login?activation={id}',
      '/signin/return?code=c&state={id}.x',
    ];
    tries(context, { attacks: paths.length * 2 + 2 });
    const seen = async (path: string, id: string) => {
      const { status, body, headers } = await waiting.browser.get(path.replace('{id}', id));
      return { status, body: body.replaceAll(id, ''), headers: { ...headers, date: '' } };
    };
    for (const path of paths) expect(await seen(path, other.activation)).toEqual(await seen(path, NOBODY));
    const form = { ...formOf(waiting.question), decision: 'yes' };
    const posted = async (activation: string) =>
      (await waiting.browser.post('/demo/consent', { ...form, activation })).code;
    expect(await posted(other.activation)).toBe('session_missing');
    expect(await posted(NOBODY)).toBe('session_missing');
  });

  test('a forged message in a store’s name does not tell whose customer that store is', async (context) => {
    tries(context, { attacks: 2 });
    const store = await attackEnv().store();
    const owner = await asked(attackEnv(), store);
    await owner.browser.post('/demo/consent', { ...formOf(owner.question), decision: 'yes' });
    await expect.poll(async () => (await attackEnv().connectionOf(store))?.status).toBe('active');
    store.faults.request = { kind: 'hang' };
    const shapes: string[] = [];
    for (const address of [store.baseUrl, (await attackEnv().store('demo', { latencyMs: 4_000 })).baseUrl]) {
      shapes.push(await shapeOfForged(attackEnv(), address));
    }
    expect(shapes[0]).toBe(shapes[1]);
  });
}

/** What a stranger is asked who poses as a store: the question without names and tokens. */
async function shapeOfForged(attackEnv: AttackEnv, address: string): Promise<string> {
  const key = Math.random().toString(36).slice(2).padEnd(32, 'z').slice(0, 32);
  const browser = attackEnv.visitor();
  const message = {
    oauth_consumer_key: key,
    oauth_consumer_secret: 's'.repeat(32),
    store_base_url: address,
    oauth_verifier: 'v'.repeat(32),
  };
  await browser.post('/demo/callback', message);
  await browser.get(`/demo/login?oauth_consumer_key=${key}`);
  const activation = (await attackEnv.activationOf(key))?.activation ?? '';
  const question = await signIn(attackEnv, browser, activation, { sub: 'mallory' });
  const form = formOf(question);
  const { status, code, location } = await browser.post('/demo/consent', { ...form, decision: 'yes' });
  const { csrf: _, activation: __, ...rest } = form;
  return JSON.stringify([
    rest,
    status,
    code,
    location.replace(activation, ''),
    question.page.querySelectorAll('label').length,
  ]);
}
