import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answer } from '../answer.ts';
import { html, json, plain, seeOther } from '../answer.ts';
import { sameText } from '../oauth/token-rules.ts';
import type { Writer } from '../rest/kept-data.ts';
import type { Activation, Shop } from './activation.ts';
import { activate, reauthorize } from './activation.ts';
import type { AdminUrls, Flash } from './admin-pages.ts';
import { gridPage, successPage } from './admin-pages.ts';
import { changeData } from './data-changes.ts';
import { deleteByHand } from './deletion.ts';

/** `path` follows `admin/`; `body` holds the fields of a POST. */
export type AdminCall = { readonly method: string; readonly path: string; readonly body: URLSearchParams };
export type Admin = (call: AdminCall) => Promise<Answer>;

/** The 64 hex digits that Magento puts into admin URLs: a secret of the admin's session. */
export function sessionKey(): string {
  return randomBytes(32).toString('hex');
}

type Handler = (id: number, body: URLSearchParams) => Promise<Answer> | Answer;
type Page = () => Promise<Answer> | Answer;

/** What is shown above the grid the next time it is opened. */
type Flashes = Flash[];

/** The admin's pages. Whatever changes something is a POST with the page's form key. */
export function openAdmin(shop: Shop, urls: AdminUrls, write: Writer): Admin {
  const formKey = randomBytes(8).toString('hex');
  const flashes: Flashes = [];
  const pages = pagesOf(shop, urls, formKey, flashes);
  const handlers = handlersOf(shop, urls, write, flashes);
  return async ({ method, path, body }) => {
    const page = pages.get(path);
    if (page !== undefined && method === 'GET') return await page();
    const [pattern, handle] = handlers.find(([one]) => one.test(path)) ?? [];
    if (pattern === undefined || handle === undefined) return seeOther(urls.grid);
    if (method !== 'POST') return plain(405, 'Method Not Allowed');
    if (!sameText(body.get('form_key') ?? '', formKey)) return plain(403, 'Invalid Form Key. Please refresh the page.');
    const id = Number(pattern.exec(path)?.[1]);
    if (id === 0 || shop.tables.integrations.has(id)) return await handle(id, body);
    flashes.push({ kind: 'error', text: 'This integration no longer exists.' });
    return seeOther(urls.grid);
  };
}

function pagesOf(shop: Shop, urls: AdminUrls, formKey: string, flashes: Flashes): ReadonlyMap<string, Page> {
  async function grid() {
    const integrations = [...shop.tables.integrations.values()];
    return html(200, await gridPage({ urls, formKey, integrations, flashes: flashes.splice(0) }));
  }
  return new Map<string, Page>([
    ['admin/integration/', grid],
    ['admin.js', () => asset('admin.js', 'text/javascript')],
    ['admin.css', () => asset('admin.css', 'text/css')],
    [urls.successCallback.slice(urls.assets.length), async () => html(200, await successPage(urls))],
  ]);
}

/** By path; the first group is the integration's id, or empty. */
function handlersOf(shop: Shop, urls: AdminUrls, write: Writer, flashes: Flashes): readonly [RegExp, Handler][] {
  const exchange =
    (run: typeof activate, purpose: string): Handler =>
    async (id) => {
      const { name } = shop.tables.integration(id);
      const result = await run(shop, id);
      flashes.push(exchangeFlash(name, purpose, result));
      return json(200, result.delivered ? { popup_url: result.popupUrl } : {});
    };
  const thenGrid =
    (handle: (id: number, body: URLSearchParams) => Flash): Handler =>
    (id, body) => {
      flashes.push(handle(id, body));
      return seeOther(urls.grid);
    };
  return [
    [/^admin\/integration\/tokensExchange\/id\/(\d+)\/reauthorize\/0\/$/, exchange(activate, 'activation')],
    [/^admin\/integration\/tokensExchange\/id\/(\d+)\/reauthorize\/1\/$/, exchange(reauthorize, 're-authorization')],
    [/^admin\/integration\/delete\/id\/(\d+)\/$/, thenGrid((id) => deleted(shop, id))],
    [/^admin\/integration\/save\/id\/(\d+)\/$/, thenGrid((id, body) => edited(shop, id, body))],
    [/^admin\/integration\/save\/()$/, thenGrid((_, body) => saved(shop, body))],
    [/^admin\/integration\/data\/()$/, thenGrid((_, body) => changeData(write, body))],
  ];
}

function exchangeFlash(name: string, purpose: string, result: Activation): Flash {
  if (!result.delivered) return { kind: 'error', text: result.problem };
  return { kind: 'success', text: `Integration '${name}' has been sent for ${purpose}.` };
}

function deleted(shop: Shop, id: number): Flash {
  const { name } = shop.tables.integration(id);
  const problem = deleteByHand(shop.tables, id);
  if (problem !== undefined) return { kind: 'error', text: problem };
  return { kind: 'success', text: `The integration '${name}' has been deleted.` };
}

function saved(shop: Shop, body: URLSearchParams): Flash {
  const read = (field: string) => body.get(field)?.trim() ?? '';
  const [name, endpointUrl, identityLinkUrl] = [read('name'), read('endpoint'), read('identity_link_url')];
  if (name === '' || ![endpointUrl, identityLinkUrl].every(isWebUrl)) {
    return { kind: 'error', text: 'An integration needs a name and two http(s) URLs.' };
  }
  if ([...shop.tables.integrations.values()].some((row) => row.name === name)) {
    return { kind: 'error', text: `The integration with name "${name}" exists.` };
  }
  const resources = body.getAll('resource');
  shop.tables.addIntegration({ name, email: read('email'), endpointUrl, identityLinkUrl, resources });
  return { kind: 'success', text: `The integration '${name}' has been saved.` };
}

function edited(shop: Shop, id: number, body: URLSearchParams): Flash {
  const { name } = shop.tables.integration(id);
  shop.tables.changeIntegration(id, { resources: body.getAll('resource') });
  return { kind: 'success', text: `The integration '${name}' has been saved.` };
}

function isWebUrl(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text);
}

function asset(name: string, type: string): Answer {
  const body = readFileSync(new URL(name, import.meta.url), 'utf8');
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }, body };
}
