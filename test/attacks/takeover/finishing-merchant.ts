import { createMerchant, type Merchant, type Shown } from '../../../infra/local/demo-store/merchant.ts';
import type { Store, TakeoverSetup } from './takeover-setup.ts';

export type Press = 'activate' | 'reauthorize';

/** What a merchant did until the store was connected, or until they had tried everything that pages told them. */
export type Way = { readonly end: Shown; readonly pressed: readonly string[]; readonly connected: boolean };

/** A patient merchant's limit. */
const MOST_TRIES = 6;

/**
 * A merchant who does what the page says: presses the button, signs in, agrees; presses it again when a page asks for
 * that; enters another integration with the two URLs when a page shows them.
 */
export async function finish(
  setup: TakeoverSetup,
  store: Store,
  press: Press = 'activate',
  merchant: Merchant = createMerchant(),
): Promise<Way> {
  const pressed: string[] = [];
  let id = store.id;
  let button: Press = press;
  for (;;) {
    pressed.push(button);
    const end = await connectOnce(store, id, button, merchant);
    if (end.url === store.successCallback && isConnected(store, id)) return { end, pressed, connected: true };
    if (pressed.length >= MOST_TRIES) return { end, pressed, connected: false };
    if (end.text.includes(setup.urls.endpointUrl) && end.text.includes(setup.urls.identityLinkUrl)) {
      id = store.addIntegration({ name: `demo ${pressed.length}`, ...setup.urls }).id;
      pressed.push('new integration');
    }
    // Magento offers *Reauthorize* for what is active, and *Activate* otherwise.
    button = store.state(id)?.active ? 'reauthorize' : 'activate';
  }
}

async function connectOnce(store: Store, id: number, press: Press, merchant: Merchant): Promise<Shown> {
  const sent = await store[press](id);
  if (!sent.delivered) throw new Error(sent.problem);
  const opened = await chooseOwn(await merchant.visit(sent.popupUrl), store, merchant);
  const question = opened.document.querySelector('a[href*="/signin?"]') ? await merchant.signIn(opened) : opened;
  const asks = question.document.querySelector('button[value=yes]') !== null;
  return merchant.settle(asks ? await merchant.answer(question, 'yes') : question);
}

/** Where the page lists several stores, the merchant takes their own. */
async function chooseOwn(page: Shown, store: Store, merchant: Merchant): Promise<Shown> {
  const { host } = new URL(store.baseUrl);
  const own = page.document
    .querySelectorAll('a')
    .find((link) => link.getAttribute('href')?.includes('store=') && link.text.includes(host));
  return own === undefined ? page : merchant.visit(new URL(own.getAttribute('href') ?? '', page.url).href);
}

/** As Magento's list shows it: *Active*, with an access token. */
function isConnected(store: Store, id: number): boolean {
  const state = store.state(id);
  return state?.active === true && state.tokens.some(({ type }) => type === 'access');
}
