import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { URL_OF_TYPE } from '../../domain/integrations/event-urls.ts';
import { isPlainKey, type Translator } from '../texts/translator.ts';
import type { UserError } from './data/change.ts';

/** Parts of a path under the name that inputs have for them: histories name what is stored. */
const INPUT_NAMES: Readonly<Record<string, string>> = {
  credentials: 'outboundCredentials',
  clients: 'inboundClients',
  ...URL_OF_TYPE,
};
/** Parts that say nothing to a reader. */
const LEFT_OUT: ReadonlySet<string> = new Set(['input', 'urls']);

/** What a path names, in the words of the forms: `urls.createUrl`, `input.outboundCredentials.clientId`. */
export function fieldWords({ t }: Translator, path: readonly string[]): string {
  const named = path.filter((part) => !LEFT_OUT.has(part)).map((part) => INPUT_NAMES[part] ?? part);
  // Of a test, what was tested.
  const parts = named[0] === 'lastTest' && named.length > 1 ? named.slice(1) : named;
  for (let length = Math.min(parts.length, 2); length > 0; length -= 1) {
    const key = `integration_field_${parts.slice(0, length).join('_')}`;
    if (isPlainKey(key)) return t(key);
  }
  return parts.length === 0 ? t('integration_whole') : parts.join('.');
}

/** A kind of event, as a reader knows it. */
export function eventWords(translator: Translator, type: string): string {
  return fieldWords(translator, [type]);
}

/** A code that has a text of its own, or else what the API says, which is English. */
export function codeWords(
  { t }: Pick<Translator, 't'>,
  prefix: string,
  code: string,
  message: string | undefined,
): Markup {
  const key = `${prefix}_${code}`;
  if (isPlainKey(key)) return html`${t(key)}`;
  return message === undefined ? html`<code>${code}</code>` : html`<span lang="en">${message}</span>`;
}

/** Codes whose message holds more than the code says. */
const DETAILED: readonly string[] = ['INPUT_INVALID', 'CONNECTOR_UNKNOWN', 'PERMISSION_NEEDED'];

/** Why nothing was changed, or what is wrong. */
export function problemWords(
  translator: Translator,
  prefix: 'integration_problem' | 'integration_finding',
  { code, message }: Pick<UserError, 'code' | 'message'>,
): Markup {
  const words = codeWords(translator, prefix, code, message);
  if (!DETAILED.includes(code)) return words;
  return html`${words} <span class="small" lang="en">${message}</span>`;
}

/** All that was wrong, each with the field that it is about. */
export function problemList(translator: Translator, problems: readonly UserError[]): Markup {
  return html`${problems.map((problem) => {
    const where =
      problem.path && problem.path.length > 1 ? html`<strong>${fieldWords(translator, problem.path)}:</strong> ` : '';
    return html`<p>${where}${problemWords(translator, 'integration_problem', problem)}</p>`;
  })}`;
}
