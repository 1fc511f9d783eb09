import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { CookieJar } from 'tough-cookie';
import { vi } from 'vitest';

export const CLIENT_ID = 'handfast-test_1.x';
export const CLIENT_SECRET = 'a-secret_with.%,+&:=~*()!';
export const REDIRECT_URI = 'https://handfast.example/signin/return';

/** What the users say of themselves, by `sub`. */
const USERS: Readonly<Record<string, Record<string, unknown>>> = {
  ana: {
    sub: 'ana',
    email: 'ana@example.com',
    email_verified: true,
    org: 'org-1',
    number: 42,
    'https://acme.example/org': 'org-2',
    tenancy: { organization: { id: 'org-3' }, all: ['org-3', 'org-4'] },
  },
  ben: { sub: 'ben' },
  cleo: { sub: 'cleo', email: 'ana@example.com', email_verified: false },
};

export type Stage = {
  /** How the user answers the sign-in page. */
  answer: { login: { accountId: string } } | { error: string; error_description: string };
  /** Takes a request over before the provider sees it. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** How far the provider's clock is ahead of everyone else's. */
  clockAheadMs: number;
  /** Every request, as method and path. */
  readonly seen: string[];
};

type Options = { readonly changes?: Configuration; readonly clientChanges?: Record<string, unknown> };

/** A real OpenID provider on loopback, whose users answer at once. */
export async function startProvider({ changes = {}, clientChanges = {} }: Options = {}) {
  const stage: Stage = { answer: { login: { accountId: 'ana' } }, intercept: undefined, clockAheadMs: 0, seen: [] };
  const server = createServer((request, response) => void serve(request, response));
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [REDIRECT_URI], ...clientChanges }],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      org: ['org', 'number', 'https://acme.example/org', 'tenancy'],
    },
    scopes: ['openid', 'email', 'org'],
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...USERS[sub] }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email org');
      await grant.save();
      return grant;
    },
    ...changes,
  });
  const callback = provider.callback();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    stage.seen.push(`${request.method} ${request.url?.split('?')[0]}`);
    moveClock(stage.clockAheadMs, response);
    if (stage.intercept?.(request, response)) return;
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    return provider.interactionFinished(request, response, stage.answer);
  }

  return {
    issuer,
    stage,
    /** What a browser does between leaving us and coming back: the query it comes back with. */
    async visit(address: string): Promise<URLSearchParams> {
      const jar = new CookieJar();
      for (let url = address; ; ) {
        if (url.startsWith(REDIRECT_URI)) return new URL(url).searchParams;
        const answer = await fetch(url, { redirect: 'manual', headers: { cookie: await jar.getCookieString(url) } });
        for (const cookie of answer.headers.getSetCookie()) await jar.setCookie(cookie, url);
        const location = answer.headers.get('location');
        if (location === null) throw new Error(`${answer.status} at ${url}: ${await answer.text()}`);
        url = new URL(location, url).href;
      }
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** While the provider answers, everyone else waits: so the time of day can be its own until it has answered. */
function moveClock(aheadMs: number, response: ServerResponse): void {
  if (aheadMs === 0) return;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + aheadMs });
  response.once('finish', () => vi.useRealTimers());
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
