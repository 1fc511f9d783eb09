import { expect, vi } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { keyItem } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import { openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { openListings } from '../../../functions/adapters/dynamodb/listings.ts';
import { openStorePointers } from '../../../functions/adapters/dynamodb/store-pointers.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { Vault } from '../../../functions/adapters/kms/vault.ts';
import type { Credentials, MagentoStore } from '../../../functions/adapters/magento/magento-store.ts';
import { type Account, accountKey } from '../../../functions/domain/account.ts';
import type { Announcement } from '../../../functions/domain/events.ts';
import type { Activation, ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, parseProductId, verifierDigest } from '../../../functions/domain/ids.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import type { Shown } from '../../../functions/domain/stores/link-rule.ts';
import { parseStoreUrl, type StoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { requireBelowLimit } from '../../../functions/exchange/account-limit.ts';
import { announce } from '../../../functions/exchange/steps/announce.ts';
import { checkOwned } from '../../../functions/exchange/steps/check-owned.ts';
import { exchangeAccessToken } from '../../../functions/exchange/steps/exchange-access-token.ts';
import { linkStore } from '../../../functions/exchange/steps/link-store.ts';
import { obtainRequestToken } from '../../../functions/exchange/steps/obtain-request-token.ts';
import { recordFailure } from '../../../functions/exchange/steps/record-failure.ts';
import { verifyCredentials } from '../../../functions/exchange/steps/verify-credentials.ts';
import { waitForConsent } from '../../../functions/exchange/steps/wait-for-consent.ts';
import { knownConnection } from '../../../functions/stores/known-connection.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';
import { FakeMagento, type Posted } from './fake-magento.ts';

const product = parseProductId('demo');
const accountOf = (id: string): Account => ({ issuer: 'https://id.example', id, label: `${id}@example.com` });
export const ana = accountOf('ana');
export const ben = accountOf('ben');
export const keyOf = accountKey;

/** Boxes are plain to read in tests, and bound to their context like the real one's. */
const vault: Pick<Vault, 'seal' | 'open'> = {
  seal: async (context, secret) => sealed.parse(new TextEncoder().encode(JSON.stringify([context, secret]))),
  open: async (context, box, shape) => {
    const [sealedAt, secret] = JSON.parse(new TextDecoder().decode(box));
    expect(context).toEqual(sealedAt);
    return shape.parse(secret);
  },
};

/** What merchants answer: the account, and the connection of another one that they agreed to move. */
export type Answer = { readonly account: Account; readonly replaces?: Shown | undefined } | 'no';

export type Setup = Awaited<ReturnType<typeof openExchangeSetup>>;

/** The steps of the exchange on a table in memory, in the order of the state machine. */
export async function openExchangeSetup(mostConnections = 100) {
  const table = await embeddedTable();
  const sites = new Map<string, FakeMagento>();
  const clock = { time: new Date('2026-11-21T12:00:00.000Z') };
  const now = () => clock.time;
  const site = (store: StoreUrl): FakeMagento => {
    const found = sites.get(store);
    if (found === undefined) throw new Refusal('store_unreachable');
    return found;
  };
  const rest = (store: StoreUrl, credentials: Credentials) => site(store).rest(credentials);
  const checkedAs: (readonly string[])[] = [];
  const magento: Pick<MagentoStore, 'requestToken' | 'accessToken' | 'check' | 'rest'> = {
    requestToken: async (store, { consumerKey, consumerSecret }) =>
      site(store).requestToken(consumerKey, consumerSecret),
    accessToken: async (store, { consumerKey, consumerSecret }, token, verifier) =>
      site(store).accessToken(consumerKey, consumerSecret, token, verifier),
    check: async (store, credentials, known = []) => {
      checkedAs.push(known);
      if (rest(store, credentials) !== 200) throw new Refusal('token_rejected');
      return { generations: ['2.4.8'], modules: [] };
    },
    rest: async (store, credentials, generations) => {
      const reply = { status: rest(store, credentials), headers: {}, body: '' };
      return { reply, generations, tries: 1 } as unknown as Awaited<ReturnType<MagentoStore['rest']>>;
    },
  };
  const published: Announcement[] = [];
  const deps = {
    activations: openActivationRepository(table, now),
    keys: openKeyRepository(table, now),
    connections: openConnectionRepository(table),
    pointers: openStorePointers(table),
    vault,
    magento,
    announce: async (event: Announcement) => {
      published.push(event);
    },
    requireBelowLimit: requireBelowLimit(openListings(table), mostConnections),
    tasks: { succeed: vi.fn(async () => {}), refuse: vi.fn(async () => {}) },
    pause: vi.fn(async (ms: number) => {
      clock.time = new Date(clock.time.getTime() + ms);
    }),
    log: vi.fn(),
    now,
  };
  const steps = {
    RequestToken: obtainRequestToken(deps),
    WaitForConsent: waitForConsent(deps),
    AccessToken: exchangeAccessToken(deps),
    Check: verifyCredentials(deps),
    Link: linkStore(deps),
    Fail: recordFailure(deps),
    Announce: announce({ ...deps, checkOwned: checkOwned(deps) }),
  };
  const step = (task: keyof typeof steps, ref: ActivationRef, more: object = {}) =>
    steps[task]({ task, ...ref, taskToken: 'token', ...more }, performance.now() + 60_000);

  /** What the callback does with Magento's message. */
  async function post(url: string, { consumerKey, consumerSecret, verifier }: Posted) {
    const [storeUrl, key] = [parseStoreUrl(url), digestOf(consumerKey)];
    const ref: ActivationRef = { product, key, activation: newActivationId() };
    const secrets = await vault.seal({ item: keyItem(ref), product }, { consumerKey, consumerSecret, verifier });
    const consumer = consumerIdOf(consumerSecret, storeUrl);
    const outcome = await deps.keys.keep({
      ...{ ...ref, consumer, storeUrl, secrets, verifierDigest: verifierDigest(verifier) },
    });
    return { ref, storeUrl, outcome };
  }

  /** What the popup does when it is opened for a message. */
  async function open({ ref }: { readonly ref: ActivationRef }): Promise<void> {
    const key = await deps.keys.find(ref);
    const message = key?.messages.find(({ activation }) => activation === ref.activation);
    if (key === undefined || message === undefined) throw new Error('no such message');
    const known = await knownConnection(deps, { ...key, storeUrl: message.storeUrl });
    const owner = known.keyUsedBefore ? known.existing?.accountKey : undefined;
    const seenBefore = key.seenAt !== undefined && key.seenAt < message.receivedAt;
    await deps.activations.begin(ref, message, { owner, seenBefore });
    await deps.keys.open({ ...ref, ...message }, ref.activation);
    await deps.keys.markSeen(ref);
  }

  async function agree(ref: ActivationRef, answer: Answer): Promise<void> {
    const at = now().toISOString();
    const consent = answer === 'no' ? ({ decision: 'no', at } as const) : { decision: 'yes' as const, ...answer, at };
    await deps.activations.consent(ref, consent);
    if (answer === 'no') throw new Refusal('consent_declined');
  }

  /** *Link*, and back to the merchant as often as the store has another connection than the one shown. */
  async function link(ref: ActivationRef, again: readonly Answer[]): Promise<void> {
    try {
      await step('Link', ref);
    } catch (error) {
      const [answer, ...further] = again;
      if (!(error instanceof Refusal) || error.code !== 'consent_outdated' || answer === undefined) throw error;
      await step('WaitForConsent', ref);
      await agree(ref, answer);
      await link(ref, further);
    }
  }

  async function end(ref: ActivationRef, run: () => Promise<void>): Promise<Activation> {
    try {
      await run();
    } catch (error) {
      await step('Fail', ref, { error: { Error: error instanceof Error ? error.name : '' } });
    }
    await step('Announce', ref);
    return deps.activations.current(ref);
  }

  async function toChecked(ref: ActivationRef, answer: Answer): Promise<void> {
    await step('RequestToken', ref);
    await step('WaitForConsent', ref);
    await agree(ref, answer);
    await step('AccessToken', ref);
    await step('Check', ref);
  }

  /** A whole run, from the message to its announcement; `answers` after the first are to repeated questions. */
  async function handshake(url: string, posted: Posted, ...answers: readonly [Answer, ...Answer[]]) {
    const { ref, outcome } = await post(url, posted);
    if (outcome !== 'kept') throw new Error(`the message was ${outcome}`);
    await open({ ref });
    return end(ref, async () => {
      await toChecked(ref, answers[0]);
      await link(ref, answers.slice(1));
    });
  }

  return {
    ...{
      clock,
      deps,
      published,
      checkedAs,
      step,
      post,
      open,
      agree,
      link,
      end,
      toChecked,
      handshake,
      close: table.close,
    },
    /** A Magento that is reached at these base URLs. */
    magentoAt(...urls: readonly string[]): FakeMagento {
      const made = new FakeMagento();
      for (const url of urls) sites.set(parseStoreUrl(url), made);
      return made;
    },
    /** The same Magento at one more base URL. */
    addAddress(existing: FakeMagento, url: string): void {
      sites.set(parseStoreUrl(url), existing);
    },
    later(seconds: number): void {
      clock.time = new Date(clock.time.getTime() + seconds * 1000);
    },
    async connectionOf(url: string): Promise<Connection | undefined> {
      const known = await knownConnection(deps, {
        ...{ product, key: digestOf('nobody’s'), pins: [], storeUrl: parseStoreUrl(url) },
      });
      return known.existing;
    },
    async disconnect(connection: Connection): Promise<void> {
      const at = now().toISOString();
      await deps.connections.disconnect(connection, at, { id: 'evt_off', status: 'disconnected', at });
      await deps.connections.markPublished(connection.connection, { id: 'evt_off', status: 'disconnected', at });
    },
  };
}

export const failed = (code: RefusalCode) => ({ stage: 'failed', failure: { code } });
