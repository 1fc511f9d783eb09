import { type HTMLElement, parse } from 'node-html-parser';
import { vi } from 'vitest';
import { openCookieKeyring, openSessions } from '../../../functions/adapters/cookies/session-cookies.ts';
import { parseActivation } from '../../../functions/adapters/dynamodb/activations/activation-item.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { Vault } from '../../../functions/adapters/kms/vault.ts';
import type {
  HttpHandler,
  HttpRequest,
  HttpResponse,
  RenderRefusal,
} from '../../../functions/adapters/lambda/http-handler.ts';
import type { PendingOpenIdSignIn } from '../../../functions/adapters/oidc/pending-sign-in.ts';
import { type Account, accountKey } from '../../../functions/domain/account.ts';
import type { Activation, ActivationAt, ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import type { ConsumerId, ConsumerMessage } from '../../../functions/domain/handshake/consumer-key.ts';
import type { Stage } from '../../../functions/domain/handshake/stage.ts';
import {
  digestOf,
  newActivationId,
  originConnectionId,
  type ProductId,
  parseProductId,
} from '../../../functions/domain/ids.ts';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { rememberLanguage } from '../../../functions/popup/layout/choose-language.ts';
import { refusalPage } from '../../../functions/popup/pages/refusal-page.ts';
import { beginSignIn } from '../../../functions/popup/sign-in/begin-sign-in.ts';
import { completeOwnSignIn } from '../../../functions/popup/sign-in/complete-own-sign-in.ts';
import { completeSignIn } from '../../../functions/popup/sign-in/complete-sign-in.ts';
import type { Provider } from '../../../functions/popup/sign-in/product-provider.ts';
import { giveConsent } from '../../../functions/popup/steps/give-consent.ts';
import { login } from '../../../functions/popup/steps/login.ts';
import { showAddresses } from '../../../functions/popup/steps/show-addresses.ts';
import { showNotice } from '../../../functions/popup/steps/show-notice.ts';
import { showProgress } from '../../../functions/popup/steps/show-progress.ts';
import { showSeen } from '../../../functions/popup/steps/show-seen.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';
import { openTwins, type State } from './twins.ts';

/** Whose boxes are plain to read in tests, and bound to their context like the real one's. */
export const vault: Vault = {
  seal: async (context, secret) => sealed.parse(new TextEncoder().encode(JSON.stringify([context, secret]))),
  async open(context, box, shape) {
    const [sealedAt, secret] = JSON.parse(new TextDecoder().decode(box));
    if (JSON.stringify(context) !== JSON.stringify(sealedAt)) throw new Error('InvalidCiphertextException');
    return shape.parse(secret);
  },
};

export const KEY = 'k'.repeat(32);
export const STORE = parseStoreUrl('https://shop.example/');
export const BACK = `https://shop.example/admin_1x/admin/integration/loginSuccessCallback/key/${'f'.repeat(64)}/`;
export const FOREIGN_BACK = BACK.replace('shop.example', 'admin.example');
export const ANA: Account = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
export const BEN: Account = { ...ANA, id: 'ben', label: 'ben@example.com' };

const PUBLIC_URL = 'https://handfast.example';
const product = parseProductId('demo');
const START_MS = Date.parse('2026-03-01T10:00:00Z');
export const RECEIVED_AT = new Date(START_MS).toISOString();
const CONSUMER = 'c'.repeat(16) as ConsumerId;

/** An activation as the table holds it: what every stage has, and what `more` says. */
export function activationAt<S extends Stage>(stage: S, more: Partial<ActivationAt<S>> = {}): Activation {
  return parseActivation({
    product,
    key: digestOf(KEY),
    activation: newActivationId(),
    storeUrl: STORE,
    consumer: CONSUMER,
    verifierDigest: '',
    receivedAt: RECEIVED_AT,
    expiresAt: START_MS / 1000 + 7200,
    secrets: new Uint8Array([1]),
    credentials: new Uint8Array([1]),
    generations: [],
    connection: originConnectionId(product, STORE),
    kind: 'created',
    failure: { code: 'store_timeout', at: '' },
    ...more,
    stage,
  });
}

export function connectionOf(account: Account, more: Partial<Connection> = {}): Connection {
  return {
    connection: originConnectionId(product, STORE),
    product,
    storeUrl: STORE,
    account,
    accountKey: accountKey(account),
    status: 'active',
    generations: [],
    createdAt: '2025-12-24T23:30:00.000Z',
    connectedAt: '',
    activation: newActivationId(),
    kind: 'created',
    version: 7,
    ...more,
  };
}

/** A page as a browser without scripts reads it, `noscript` included. */
function parsePage(body: string): HTMLElement {
  return parse(body, { blockTextElements: { script: true, style: true, pre: true } });
}

export type Answer = HttpResponse & {
  readonly location: string;
  readonly page: HTMLElement;
  readonly code: RefusalCode | undefined;
};
export type Form = Readonly<Record<string, string | undefined>>;

/** The popup as deployed, with twins of the table, the state machine and the provider, and one or more browsers. */
export function openPopupSetup() {
  const state: State = {
    activation: undefined,
    others: [],
    messages: undefined,
    known: {},
    connection: undefined,
    health: 'alive',
    nowMs: START_MS,
    account: ANA,
  };
  const now = () => new Date(state.nowMs);
  const repositories = openTwins(state);
  const consent = vi.fn(repositories.activations.consent);
  const { find: findProduct, ids } = publishedProducts([
    { id: 'demo', name: 'Acme' },
    { id: 'other', name: 'Other' },
  ]);
  const keyring = openCookieKeyring(async () => 's'.repeat(64), '', now);
  const form: FormField[] = [];
  const twins = {
    formOf: vi.fn(async () => form),
    wayInOf: vi.fn(async (): Promise<string | undefined> => undefined),
    vault,
    start: vi.fn(async (_: ActivationRef) => {}),
    begin: vi.fn(async (activation: string, _again: boolean) => {
      const pendingSignIn = { state: `${activation}.${twins.begin.mock.calls.length}`, nonce: 'n', verifier: 'v' };
      return { url: `https://id.example/authorize?state=${pendingSignIn.state}`, pendingSignIn };
    }),
    complete: vi.fn(async (_query: URLSearchParams, _pending: PendingOpenIdSignIn) => state.account),
    check: vi.fn(async (_: Connection) => state.health),
    tasks: { succeed: vi.fn(async () => {}), refuse: vi.fn(async () => {}) },
    pause: vi.fn(async (ms: number) => {
      state.nowMs += ms;
    }),
    log: vi.fn(),
  };
  const ownClient = { begin: twins.begin, complete: twins.complete };
  const providerOf = vi.fn(
    async (_: ProductId): Promise<Provider> => ({ kind: 'openIdConnect', configuration: undefined, ...ownClient }),
  );
  const sessions = openSessions(PUBLIC_URL, keyring, now);
  const superseded = vi.fn(async (_key: Pick<ActivationRef, 'product' | 'key'>, _message: ConsumerMessage) => {});
  const noteSignIn = vi.fn(repositories.activations.noteSignIn);
  const activations = { ...repositories.activations, consent, noteSignIn, recordSuperseded: superseded };
  const deps = { ...repositories, ...twins, providerOf, findProduct, activations, sessions, now };
  const { remembered, rememberedRefusal } = rememberLanguage(PUBLIC_URL);
  const addresses = showAddresses({ findProduct, ids, publicUrl: PUBLIC_URL });
  const handlers = remembered({
    'GET login': login(deps),
    'GET signin': beginSignIn(deps),
    'GET return': completeSignIn(deps),
    'GET own return': completeOwnSignIn(deps),
    'POST consent': giveConsent(deps),
    'GET progress': showProgress(deps),
    'GET seen': showSeen(deps),
    'GET notice': showNotice(deps),
    'GET ': addresses['GET /'],
    'GET callback': addresses['GET /{product}/callback'],
  });
  const refuse = rememberedRefusal(refusalPage(findProduct, PUBLIC_URL));
  return {
    state,
    form,
    consent,
    noteSignIn,
    superseded,
    providerOf,
    samlRequests: repositories.samlRequests,
    ...twins,
    browser: (language = '') => openBrowser(handlers, refuse, language),
  };
}

/** @param language its `Accept-Language` */
function openBrowser(handlers: Record<string, HttpHandler>, refuse: RenderRefusal, language: string) {
  const cookies = new Map<string, string>();

  async function send(method: string, address: string, form?: Form): Promise<Answer> {
    const url = new URL(address, PUBLIC_URL);
    const [, first = '', second = first, third] = url.pathname.split('/');
    const last = third === undefined ? second : `own ${third}`;
    const fields = Object.entries(form ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const request: HttpRequest = {
      route: '',
      product: first === 'signin' ? '' : first,
      query: url.searchParams,
      contentType: form === undefined ? '' : 'application/x-www-form-urlencoded',
      acceptLanguage: language,
      cookies: new Map(cookies),
      body: Buffer.from(String(new URLSearchParams(fields))),
    };
    const { code, ...answer } = await answerTo(handlers[`${method} ${last}`], request, refuse);
    for (const cookie of answer.cookies ?? []) keepCookie(cookies, cookie);
    return { ...answer, code, location: answer.headers?.['location'] ?? '', page: parsePage(answer.body) };
  }

  const get = (address: string) => send('GET', address);
  return {
    cookies,
    get,
    post: (form: Form) => send('POST', '/demo/consent', form),
    open: (back: string | null = BACK, key = KEY) =>
      get(
        `/demo/login?${new URLSearchParams({ oauth_consumer_key: key, ...(back === null ? {} : { success_call_back: back }) })}`,
      ),
    /** From the sign-in page to the consent page. */
    async signIn(activation: string): Promise<Answer> {
      const away = await get(`/demo/signin?activation=${activation}`);
      const state = new URL(away.location).searchParams.get('state');
      return get((await get(`/signin/return?code=c&state=${state}`)).location);
    },
  };
}

async function answerTo(
  handle: HttpHandler | undefined,
  request: HttpRequest,
  refuse: RenderRefusal,
): Promise<HttpResponse & { readonly code: RefusalCode | undefined }> {
  if (handle === undefined) throw new Error('There is no such route');
  try {
    return { ...(await handle(request)), code: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...(await refuse(error, request)), code: error.code };
  }
}

function keepCookie(cookies: Map<string, string>, header: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
  if (header.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}

/** What a browser sends for a form: hidden fields, ticked boxes, and the button that was pressed. */
export function filledIn(page: HTMLElement, decision: 'yes' | 'no', ticked = true): Form {
  const inputs = page
    .querySelectorAll('form input')
    .filter((input) => ticked || input.getAttribute('type') === 'hidden');
  const fields = inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']);
  return { ...Object.fromEntries(fields), decision };
}
