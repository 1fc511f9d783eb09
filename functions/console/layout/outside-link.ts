import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';

/** A link to an address that others wrote, such as a store's; text where a browser would not just open it. */
export function outsideLink(url: string, label = url): Markup {
  if (!['https:', 'http:'].includes(URL.parse(url)?.protocol ?? '')) return html`${label}`;
  return html`<a href="${url}" rel="noreferrer noopener" target="_blank">${label}</a>`;
}
