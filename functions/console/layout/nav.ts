import { html, raw } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { GRAPHQL } from '../backend/backend.ts';
import type { PlainKey } from '../texts/translator.ts';
import { type Layout, pageUrl } from './layout.ts';

/** The pages that are listed at the top, in this order: path below `/console`, label, and what the page asks if it may be left out. */
const LISTED: readonly (readonly [path: string, label: PlainKey, route?: string])[] = [
  ['', 'nav_overview'],
  ['/stores', 'nav_stores'],
  ['/attempts', 'nav_attempts'],
  ['/channels', 'nav_channels', 'GET /v1/channels'],
  ['/integrations', 'nav_integrations', GRAPHQL],
  ['/deliveries', 'nav_deliveries', GRAPHQL],
  ['/settings', 'nav_settings'],
];

export function nav({ translator, here, serves }: Layout): Markup {
  const shown = LISTED.filter(([, , route]) => route === undefined || serves(route));
  const links = shown.map(([path, label]) => {
    const to = pageUrl(path);
    const begins = path === '' ? [`${to}?`] : [`${to}/`, `${to}?`];
    const isHere = here === to || begins.some((begin) => here.startsWith(begin));
    return html`<a href="${to}"${isHere ? raw(' aria-current="page"') : ''}>${translator.t(label)}</a>`;
  });
  return html`<nav class="pages" aria-label="${translator.t('pages')}">${links}</nav>`;
}
