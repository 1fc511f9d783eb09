import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { END, HOSTILE_WAYS_BACK } from '../corpus/success-callbacks.ts';
import { tries } from '../harness/attack-count.ts';
import { type Asked, type AttackEnv, activate, formOf, signIn } from '../harness/attack-env.ts';
import type { Seen, Visitor } from '../harness/visitor.ts';

/** As Magento writes it, on the store's host. */
const HONEST = [
  END,
  '/admin_1x/admin/integration/loginSuccessCallback/key/abc/',
  '/index.php/a/loginSuccessCallback/?x=%2F&y#z',
];

export function successCallbackAttacks(attackEnv: () => AttackEnv): void {
  let store: DemoStore & { readonly id: number };
  let popup = '';
  let linked: Asked;

  beforeAll(async () => {
    store = await attackEnv().store();
    const pressed = await activate(attackEnv(), store);
    popup = pressed.popup;
    const browser = attackEnv().visitor();
    await browser.get(popup);
    linked = {
      browser,
      activation: pressed.activation,
      question: await signIn(attackEnv(), browser, pressed.activation),
    };
    await browser.post('/demo/consent', { ...formOf(linked.question), decision: 'yes' });
    await vi.waitUntil(() => attackEnv().connectionOf(store), { timeout: 10_000 });
  });

  const withBack = (path: string, back: string) => {
    const url = new URL(path, 'http://x');
    url.searchParams.set('success_call_back', back);
    return `${url.pathname}${url.search}`;
  };
  const onStore = (text: string) => {
    const { host, hostname } = new URL(store.baseUrl);
    return text.replaceAll('{host}', host).replaceAll('{name}', hostname);
  };
  /** Every address off our own pages that a page sends a browser to, or offers it. */
  const leads = ({ location, page }: Seen) => {
    const refresh = page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content') ?? '';
    const offered = page
      .querySelectorAll('[href],[action],[data-next]')
      .flatMap((element) => ['href', 'action', 'data-next'].map((name) => element.getAttribute(name) ?? ''));
    return [location, refresh, ...offered.filter((address) => !/^\/(?![/\\])/.test(address))].filter(Boolean);
  };
  /** Every address that a browser is sent to, from the popup to its end. */
  async function way(browser: Visitor, activation: string, back: string): Promise<string[]> {
    const opened = await browser.get(withBack(popup, back));
    const connected = await browser.get(`/demo/login?activation=${activation}`);
    const waited = await browser.get(`/demo/progress?activation=${activation}&wait=1`);
    return [opened, connected, waited].flatMap(leads);
  }

  test('the corpus holds at least 60 hostile values, none twice', (context) => {
    tries(context, {});
    expect(new Set(HOSTILE_WAYS_BACK).size).toBe(HOSTILE_WAYS_BACK.length);
    expect(HOSTILE_WAYS_BACK.length).toBeGreaterThanOrEqual(60);
  });

  describe('leads nowhere but to our own pages', () => {
    test.each(HOSTILE_WAYS_BACK)('for %j', async (hostile) => {
      const { browser, activation } = linked;
      expect(await way(browser, activation, onStore(hostile))).toEqual([`/demo/login?activation=${activation}`]);
    });

    test('for all of them before the merchant has answered', async (context) => {
      tries(context, { attacks: HOSTILE_WAYS_BACK.length });
      const { popup: fresh } = await activate(attackEnv(), await attackEnv().store());
      const browser = attackEnv().visitor();
      for (const hostile of HOSTILE_WAYS_BACK) {
        const { status, location } = await browser.get(withBack(fresh, onStore(hostile)));
        expect([status, location]).toEqual([200, '']);
      }
      expect(browser.cookies.size).toBe(1);
    });
  });

  test.for(HONEST)('leads to Magento’s %s to the letter', async (path, context) => {
    tries(context, { honest: 1 });
    const back = `http://${new URL(store.baseUrl).host}${path}`;
    expect((await way(linked.browser, linked.activation, back)).at(-1)).toBe(back);
  });

  test('leads to another host only where the merchant has confirmed that very host', async (context) => {
    const back = `https://admin.example${END}`;
    const { popup: fresh, activation } = await activate(attackEnv(), await attackEnv().store());
    const browser = attackEnv().visitor();
    await browser.get(withBack(fresh, back));
    const question = await signIn(attackEnv(), browser, activation);
    expect(question.page.querySelector('input[name=return_to]')?.getAttribute('value')).toBe('admin.example');
    const { return_to: _, ...unticked } = formOf(question);
    const others = [
      'evil.example',
      'ADMIN.EXAMPLE',
      'admin.example.',
      'admin.example:443',
      back,
      '',
      ' admin.example',
      'admin.example\0',
    ];
    tries(context, { attacks: others.length + 4, honest: 1 });
    for (const returnTo of others) {
      const { code } = await browser.post('/demo/consent', { ...unticked, decision: 'yes', return_to: returnTo });
      expect(code).toBe('return_not_confirmed');
    }
    expect((await browser.post('/demo/consent', { ...unticked, decision: 'yes' })).code).toBe('return_not_confirmed');
    await browser.post('/demo/consent', { ...formOf(question), decision: 'yes' });
    const end = () => browser.get(`/demo/progress?activation=${activation}&wait=1`);
    await expect.poll(async () => (await end()).location).toBe(back);
    for (const host of ['evil.example', 'admin.example.evil.example', 'admin.example:8443']) {
      await browser.get(withBack(fresh, `https://${host}${END}`));
      expect((await end()).location).toBe('');
    }
  });
}
