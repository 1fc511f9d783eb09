import { parse } from 'node-html-parser';
import { openConsoleCookies, openConsoleKeyring } from '../../../functions/adapters/cookies/console-session.ts';
import type { ApiHandler } from '../../../functions/adapters/lambda/api-handler.ts';
import type { ConsoleRequest } from '../../../functions/adapters/lambda/console-handler.ts';
import type { HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';
import { asRefusal, type LogFacts } from '../../../functions/adapters/lambda/log.ts';
import type { Operator, OperatorSignIn } from '../../../functions/adapters/oidc/operator-sign-in.ts';
import { consoleApp } from '../../../functions/console/app.ts';
import type { Deps as BackendDeps } from '../../../functions/console/backend/backend.ts';
import { openFeatures } from '../../../functions/console/features.ts';
import { refusalPage } from '../../../functions/console/refusal-page.ts';
import type { ActionEntry } from '../../../functions/domain/action-entry.ts';

const CONSOLE_URL = 'https://handfast.example';
const ACCESS = {
  signIn: { issuer: 'https://id.example', clientId: 'console', scope: 'openid' },
  claim: 'groups',
  viewers: ['support'],
  operators: ['operations'],
  showRecords: false,
  accountPages: {},
};

export type ConsoleOptions = {
  /** Of whoever is signed in; `none`: nobody. */
  readonly role?: 'viewer' | 'operator' | 'none';
  /** The API's answers, by route; anything else is not served. */
  readonly routes?: Readonly<Record<string, ApiHandler>>;
  /** `off`: the settings leave integrations out. */
  readonly graphQl?: NonNullable<BackendDeps['graphQl']> | 'off';
  readonly showRecords?: boolean;
  readonly accountPages?: Readonly<Record<string, string>>;
  readonly language?: string;
  /** Whom the provider names. */
  readonly operator?: Operator;
  /** In place of a provider that names `operator` at once. */
  readonly provider?: OperatorSignIn;
  readonly now?: () => Date;
};

/** What a test sends besides method, path and form. */
type Sent = Partial<Pick<ConsoleRequest, 'origin' | 'fetchSite' | 'contentType' | 'cookies'>>;

/** The whole console over an API that answers what a test says, in one browser. */
export async function consoleFor({ role = 'operator', now = () => new Date(), ...options }: ConsoleOptions = {}) {
  const keyring = openConsoleKeyring(async () => 'console-secret-of-more-than-32-characters', 'secret', now);
  const cookies = openConsoleCookies(CONSOLE_URL, keyring, now);
  const jar = new Map<string, string>();
  const logged: (LogFacts & { readonly event: string })[] = [];
  const entries = new Map<string, readonly ActionEntry[]>();
  const audit = {
    put: async (target: string, entry: ActionEntry) =>
      void entries.set(target, [entry, ...(entries.get(target) ?? [])]),
    list: async (target: string) => ({ items: entries.get(target) ?? [] }),
  };
  const underWay = { state: 'the-state', nonce: 'the-nonce', verifier: 'the-verifier' };
  const failing: BackendDeps['graphQl'] = async () => ({ status: 500, body: '{}' });
  const graphQl = options.graphQl === 'off' ? undefined : (options.graphQl ?? failing);
  const deps = {
    cookies,
    provider: options.provider ?? {
      begin: async (again: boolean) => ({ url: `https://id.example/auth?again=${again}`, underWay }),
      complete: async () => options.operator ?? { sub: 'sub-olga', name: 'olga@example.com', groups: ['operations'] },
    },
    access: { ...ACCESS, showRecords: options.showRecords ?? false },
    audit,
    backend: { routes: options.routes ?? {}, graphQl },
    publicUrl: CONSOLE_URL,
    now,
    log: (event: string, facts: LogFacts = {}) => void logged.push({ ...facts, event }),
  };
  const accountPages = {
    templates: options.accountPages ?? {},
    products: [{ id: 'erp', name: 'Acme ERP' }],
  };
  const app = consoleApp(deps, openFeatures({ audit, accountPages }));
  const refuse = refusalPage({ cookies, backend: deps.backend, now });
  const keep = ({ cookies: set = [] }: HttpResponse) => {
    for (const cookie of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (cookie.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const csrf = 'csrf-of-this-session';
  if (role !== 'none') {
    keep({
      status: 200,
      body: '',
      cookies: await cookies.begin({ sub: 'sub-olga', name: 'olga@example.com', role, csrf }),
    });
  }

  async function send(method: 'GET' | 'POST', address: string, body: string, sent: Sent = {}): Promise<HttpResponse> {
    const { pathname, searchParams } = new URL(address, CONSOLE_URL);
    const request: ConsoleRequest = {
      route: `${method} /console/{page+}`,
      product: '',
      method,
      path: decodeURIComponent(pathname.replace(/^\/console/, '')),
      query: searchParams,
      contentType: method === 'POST' ? 'application/x-www-form-urlencoded' : '',
      acceptLanguage: options.language ?? 'en',
      cookies: jar,
      origin: method === 'POST' ? CONSOLE_URL : undefined,
      fetchSite: 'same-origin',
      body: Buffer.from(body),
      ...sent,
    };
    const answer = await app(request).catch((error) => refuse(asRefusal(error, {}), request));
    keep(answer);
    return answer;
  }
  return {
    deps,
    jar,
    logged,
    entries,
    csrf,
    get: (address: string, sent?: Sent) => send('GET', address, '', sent),
    /** As a form of this session sends it, unless the test says otherwise. */
    post: (address: string, fields: Readonly<Record<string, string>> = { csrf }, sent?: Sent) =>
      send('POST', address, String(new URLSearchParams(fields)), sent),
  };
}

/** The page of an answer, to be asked with selectors. */
export function pageOf({ body }: HttpResponse) {
  return parse(body);
}

/** What a reader sees of a page, on one line. */
export function textOf(answer: HttpResponse): string {
  const page = pageOf(answer);
  for (const hidden of page.querySelectorAll('style, script, head')) hidden.remove();
  return page.textContent.replaceAll(/\s+/g, ' ').trim();
}

/** An API handler that answers one JSON text to everything, and remembers what it was asked. */
export function answering(value: unknown) {
  const asked: Parameters<ApiHandler>[0][] = [];
  const handler: ApiHandler = async (request) => {
    asked.push(request);
    return { status: 200, body: JSON.stringify(value) };
  };
  return { handler, asked };
}
