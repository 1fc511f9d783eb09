import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Activation, Shop } from './activation.ts';
import { activate, reauthorize } from './activation.ts';
import type { AdminUrls, Flash } from './admin-pages.ts';
import { gridPage, successPage } from './admin-pages.ts';
import type { Answer } from './answer.ts';
import { html, json, plain, seeOther } from './answer.ts';
import { sameText } from './token-rules.ts';

/** `path` follows `admin/`; `body` holds the fields of a POST. */
export type AdminCall = { readonly method: string; readonly path: string; readonly body: URLSearchParams };
export type Admin = (call: AdminCall) => Promise<Answer>;

/** The 64 hex digits that Magento puts into admin URLs: a secret of the admin's session. */
export function sessionKey(): string {
  return randomBytes(32).toString('hex');
}

type Deed = (id: number, call: AdminCall) => Promise<Answer> | Answer;

/** The admin's pages. Whatever changes something is a POST with the page's form key. */
export function openAdmin(shop: Shop, urls: AdminUrls): Admin {
  const formKey = randomBytes(8).toString('hex');
  const flashes: Flash[] = [];
  const backToGrid = (kind: Flash['kind'], text: string): Answer => {
    flashes.push({ kind, text });
    return seeOther(urls.grid);
  };
  const grid = async () => {
    const integrations = [...shop.tables.integrations.values()];
    return html(200, await gridPage({ urls, formKey, integrations, flash: flashes.shift() ?? null }));
  };
  const exchange =
    (run: typeof activate): Deed =>
    async (id) => {
      const { name } = shop.tables.integration(id);
      const result = await run(shop, id);
      flashes.push(exchangeFlash(name, result));
      return json(200, result.delivered ? { popup_url: result.popupUrl } : {});
    };
  const deeds: readonly [RegExp, Deed][] = [
    [/^admin\/integration\/tokensExchange\/id\/(\d+)\/reauthorize\/0\/$/, exchange(activate)],
    [/^admin\/integration\/tokensExchange\/id\/(\d+)\/reauthorize\/1\/$/, exchange(reauthorize)],
    [/^admin\/integration\/delete\/id\/(\d+)\/$/, (id) => backToGrid('success', deleted(shop, id))],
    [/^admin\/integration\/save\/()$/, (_, { body }) => save(shop, body, backToGrid)],
  ];
  const pages = new Map<string, () => Promise<Answer> | Answer>([
    ['admin/integration/', grid],
    ['admin.js', () => asset('admin.js', 'text/javascript')],
    ['admin.css', () => asset('admin.css', 'text/css')],
    [urls.successCallback.slice(urls.assets.length), async () => html(200, await successPage(urls))],
  ]);
  return async (call) => {
    const page = pages.get(call.path);
    if (page !== undefined && call.method === 'GET') return await page();
    const [pattern, deed] = deeds.find(([one]) => one.test(call.path)) ?? [];
    if (pattern === undefined || deed === undefined) return seeOther(urls.grid);
    if (call.method !== 'POST') return plain(405, 'Method Not Allowed');
    if (!sameText(call.body.get('form_key') ?? '', formKey))
      return plain(403, 'Invalid Form Key. Please refresh the page.');
    const id = Number(pattern.exec(call.path)?.[1]);
    if (id > 0 && !shop.tables.integrations.has(id)) return backToGrid('error', 'This integration no longer exists.');
    return await deed(id, call);
  };
}

function exchangeFlash(name: string, result: Activation): Flash {
  if (!result.delivered) return { kind: 'error', text: result.problem };
  return { kind: 'success', text: `The integration '${name}' has been sent to its endpoint.` };
}

function deleted(shop: Shop, id: number): string {
  const { name } = shop.tables.integration(id);
  shop.tables.deleteIntegration(id);
  return `The integration '${name}' has been deleted.`;
}

function save(shop: Shop, body: URLSearchParams, backToGrid: (kind: Flash['kind'], text: string) => Answer): Answer {
  const read = (field: string) => body.get(field)?.trim() ?? '';
  const [name, endpointUrl, identityLinkUrl] = [read('name'), read('endpoint'), read('identity_link_url')];
  if (name === '' || ![endpointUrl, identityLinkUrl].every(isWebUrl)) {
    return backToGrid('error', 'An integration needs a name and two http(s) URLs.');
  }
  if ([...shop.tables.integrations.values()].some((row) => row.name === name)) {
    return backToGrid('error', `The integration with name "${name}" exists.`);
  }
  const resources = body.getAll('resource');
  shop.tables.addIntegration({ name, email: read('email'), endpointUrl, identityLinkUrl, resources });
  return backToGrid('success', `The integration '${name}' has been saved.`);
}

function isWebUrl(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text);
}

function asset(name: string, type: string): Answer {
  const body = readFileSync(new URL(name, import.meta.url), 'utf8');
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }, body };
}
