import { setTimeout as pause } from 'node:timers/promises';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { randomKey } from '../../../infra/local/demo-store/rows.ts';

/** Something that goes on until it is disposed of. */
export type Attacker = AsyncDisposable & {
  /** How often it has done what it does. */
  readonly rounds: () => number;
};

/** Sign-ins and answers that got through, for whoever wants to see that the attacker is one. */
export type Poller = Attacker & { readonly consents: () => number };

const POLL_MILLISECONDS = 100;
const FLOOD_MILLISECONDS = 40;

/**
 * Whoever has an old address of the popup: asks for it every 100 ms, signs in as somebody else as soon as it can, and
 * agrees to everything. It keeps cookies, and loads what its pages name, as a browser does.
 */
export function startPoller(popupUrl: string, email: string): Poller {
  const merchant = createMerchant({ email });
  let consents = 0;
  const attempt = async () => {
    const page = await merchant.visit(popupUrl);
    const choices = page.document.querySelectorAll('a').map((link) => link.getAttribute('href') ?? '');
    const chosen = choices.find((href) => href.includes('store='));
    const shown = chosen === undefined ? page : await merchant.visit(new URL(chosen, page.url).href);
    for (const sheet of shown.document.querySelectorAll('link[rel=stylesheet]')) {
      await merchant.visit(new URL(sheet.getAttribute('href') ?? '', shown.url).href);
    }
    const question = shown.document.querySelector('a[href*="/signin?"]') ? await merchant.signIn(shown) : shown;
    if (question.document.querySelector('button[value=yes]') === null) return;
    await merchant.answer(question, 'yes');
    consents += 1;
  };
  const { rounds, stop } = repeat(attempt, POLL_MILLISECONDS);
  return { rounds, consents: () => consents, [Symbol.asyncDispose]: stop };
}

export type Forgery = { readonly key: string; readonly storeUrl: string; readonly secret?: string };

/** Magento's message, from somebody else: what it names is invented unless it is given. */
export async function postForged(callbackUrl: string, { key, storeUrl, secret = randomKey() }: Forgery) {
  const body = new URLSearchParams({
    oauth_consumer_key: key,
    oauth_consumer_secret: secret,
    store_base_url: storeUrl,
    oauth_verifier: randomKey(),
  });
  return (await fetch(callbackUrl, { method: 'POST', body })).status;
}

/** Posts messages with a key, of one store after the other, each with another secret. */
export function startFlood(callbackUrl: string, key: string, storeUrls: readonly string[]): Attacker {
  let sent = 0;
  const { rounds, stop } = repeat(async () => {
    const storeUrl = storeUrls[sent % storeUrls.length] ?? '';
    sent += 1;
    await postForged(callbackUrl, { key, storeUrl });
  }, FLOOD_MILLISECONDS);
  return { rounds, [Symbol.asyncDispose]: stop };
}

function repeat(work: () => Promise<void>, everyMs: number) {
  const stopping = new AbortController();
  let rounds = 0;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      // What an attacker is refused does not stop it.
      await work().catch(() => undefined);
      rounds += 1;
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  const stop = async () => {
    stopping.abort();
    await running;
  };
  return { rounds: () => rounds, stop };
}
