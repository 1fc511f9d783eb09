import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { asksForPassword, createMerchant, type Merchant } from '../../infra/local/demo-store/merchant.ts';
import { type LocalSetup, openLocalSetup } from './local-setup.ts';

let setup: LocalSetup;
let store: DemoStore & { readonly id: number };
beforeAll(async () => {
  setup = await openLocalSetup();
  store = await setup.store();
  const activation = await store.activate(store.id);
  if (!activation.delivered) throw new Error(activation.problem);
  const merchant = createMerchant();
  const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
  await merchant.settle(await merchant.answer(question, 'yes'));
}, 300_000);
afterAll(() => setup?.close());

const hostOf = () => new URL(store.baseUrl).host;

/** Opens the console as somebody, signing in where it asks. */
async function open(email: string, path: string) {
  const person = createMerchant({ email });
  const shown = await person.visit(`${setup.local.url}${path}`);
  return { person, shown: asksForPassword(shown) ? await person.signIn(shown) : shown };
}

/** Presses the button of a page whose form goes to a path that ends so. */
function press(person: Merchant, shown: Awaited<ReturnType<Merchant['visit']>>, end: string) {
  const form = shown.document.querySelectorAll('form').find((one) => one.getAttribute('action')?.endsWith(end));
  if (form === undefined) throw new Error(`no button for ${end} on "${shown.text.slice(0, 200)}"`);
  const csrf = form.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
  return person.visit(new URL(form.getAttribute('action') ?? '', shown.url).href, new URLSearchParams({ csrf }));
}

describe('somebody of the support', () => {
  test('finds a store by its host, and reads in one look that it works', async () => {
    const { person, shown } = await open('vera@example.com', `/console/stores?host=${hostOf()}`);
    expect(shown.url).toBe(`${setup.local.url}/console/stores?host=${encodeURIComponent(hostOf())}`);
    const link = shown.document.querySelector('tbody a');
    expect(link?.textContent).toBe(hostOf());
    const page = await person.visit(new URL(link?.getAttribute('href') ?? '', shown.url).href);
    expect(page.text).toContain('The store accepts our credentials.');
    expect(page.text).toContain('ana@example.com');
    expect(page.document.querySelectorAll('main form')).toEqual([]);
  });

  test('checks a store, sees who did it, and disconnects it', async () => {
    const { person, shown } = await open('olga@example.com', `/console/stores?host=${hostOf()}`);
    const at = new URL(shown.document.querySelector('tbody a')?.getAttribute('href') ?? '', shown.url).href;
    const checked = await press(person, await person.visit(at), '/check');
    expect(checked.text).toContain('The store was asked just now, and everything works.');
    expect(checked.text).toContain('Checked by hand by olga@example.com');
    const gone = await press(person, checked, '/disconnect');
    expect(gone.text).toContain('The store is disconnected.');
    expect(gone.text).toContain('Disconnected by hand by olga@example.com');
    expect((await setup.connectionOf(store))?.status).toBe('disconnected');
    await expect
      .poll(() =>
        setup
          .eventsOf(store)
          .map((event) => JSON.stringify(event))
          .join(),
      )
      .toContain('connection.disconnected');
  });

  test('is out once signed out', async () => {
    const { person, shown } = await open('olga@example.com', '/console/stores');
    const out = await press(person, shown, '/session/end');
    expect(out.text).toContain('You have signed out of the console.');
    const again = await person.visit(`${setup.local.url}/console/stores`);
    // The provider still knows them, and leads them back in: by a sign-in, not by the old session.
    expect(again.way.some((step) => step.includes('/console/session/return'))).toBe(true);
  });
});

test('a merchant is told that their account may not come in, and sees nothing', async () => {
  const { person, shown } = await open('ana@example.com', '/console/stores');
  expect([shown.status, shown.text.includes('This account may not come in')]).toEqual([403, true]);
  expect(shown.text).not.toContain(hostOf());
  const again = await person.visit(`${setup.local.url}/console/stores`);
  expect(again.status).toBe(403);
});
