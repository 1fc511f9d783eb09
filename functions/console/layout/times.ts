import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { Layout } from './layout.ts';

const UNITS = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const;
/** Below this many of a unit, the next smaller one says more. */
const AT_LEAST = 2;

/** A moment: in UTC as it is sent, in the reader's zone once the script has run, with UTC on hover. */
export function time({ translator }: Layout, iso: string): Markup {
  const utc = inUtc(iso, translator.language);
  return html`<time datetime="${iso}" data-shows="whole" title="${utc}">${utc}</time>`;
}

/** The same to the second, where several things happen within a minute. */
export function second({ translator }: Layout, iso: string): Markup {
  const utc = inUtc(iso, translator.language, 'medium');
  return html`<time datetime="${iso}" data-shows="seconds" title="${utc}">${utc}</time>`;
}

/** How long ago: "3 hours ago", with the moment on hover. */
export function ago({ translator, now }: Layout, iso: string): Markup {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size * AT_LEAST) ?? ['second', 1];
  const shown = new Intl.RelativeTimeFormat(translator.language, { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit,
  );
  return html`<time datetime="${iso}" title="${inUtc(iso, translator.language)}">${shown}</time>`;
}

function inUtc(iso: string, language: string, timeStyle: 'short' | 'medium' = 'short'): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle, timeZone: 'UTC' });
  return `${format.format(new Date(iso))} UTC`;
}
