import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { isPlainKey } from '../texts/translator.ts';
import type { Tone } from './badge.ts';
import type { Layout } from './layout.ts';

/** What the reader is told first: what is wrong and what to do, or what was done. */
export function notice(tone: Tone, content: Markup): Markup {
  return html`<div class="notice ${tone}"${tone === 'bad' ? html` role="alert"` : html` role="status"`}>${content}</div>`;
}

/** What an action has just done: the text `done_<code>`; `failed…` warns. Codes come with the address: unknown ones say nothing. */
export function doneNotice({ done, translator }: Layout): Markup | '' {
  const key = `done_${done}`;
  if (done === undefined || !isPlainKey(key)) return '';
  return notice(done.startsWith('failed') ? 'warn' : 'good', html`<p>${translator.t(key)}</p>`);
}
