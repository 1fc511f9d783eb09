import { html, raw } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ListedChannelView } from '../../api/contract/channels/channel-views.ts';
import { channelType } from '../../channels/channel-types.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import { badge, type Tone } from '../layout/badge.ts';
import { reasonWords } from '../stores/status-words.ts';
import { wordsOf } from '../texts/refusals/refusal-words.ts';
import { isPlainKey, type Translator } from '../texts/translator.ts';

type Status = ListedChannelView['status'];

const TONES = { active: 'good', paused: 'calm', unavailable: 'bad' } as const satisfies Record<Status, Tone>;

export function statusBadge({ t }: Translator, status: Status): Markup {
  return badge(TONES[status], t(`channel_status_${status}`));
}

export function toneOf(status: Status): Tone {
  return TONES[status];
}

/** The sign of a kind of store, beside its name. */
export function icon(type: ListedChannelView['type']): Markup {
  const { icon: svg, label } = channelType(type);
  return html`<span class="icon" role="img" aria-label="${label}" title="${label}">${raw(svg)}</span>`;
}

/** @param label the API's, which is English, for connectors that a vendor has added */
export function connectorWords({ t }: Translator, name: string, label?: string): Markup {
  const key = keyOf(name);
  if (isPlainKey(key)) return html`${t(key)}`;
  return label === undefined ? html`<code>${name}</code>` : html`<bdi lang="en">${label}</bdi>`;
}

/** The same where there can be no markup: in a choice. */
export function connectorText({ t }: Translator, name: string, label: string): string {
  const key = keyOf(name);
  return isPlainKey(key) ? t(key) : label;
}

function keyOf(connector: string): string {
  return `connector_name_${connector.replaceAll('-', '_')}`;
}

/** Names of connectors in a row. */
export function connectorList(translator: Translator, names: readonly string[]): Markup {
  return html`${names.map((name, at) => html`${at === 0 ? '' : ', '}${connectorWords(translator, name)}`)}`;
}

/** Why something is not read or written. */
export function syncReason(translator: Translator, code: RefusalCode): Markup {
  const key = `sync_reason_${code}`;
  return isPlainKey(key) ? html`${translator.t(key)}` : reasonWords(translator, code);
}

/** What to do about it. */
export function syncAdvice({ language, t }: Translator, code: RefusalCode): Markup {
  const key = `sync_next_${code}`;
  return isPlainKey(key) ? html`${t(key)}` : html`${wordsOf(language, code).next}`;
}

const UNITS = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const;
/** Below this many of a unit, the next smaller one says more. */
const AT_LEAST = 2;

/** A length of time: "3 hours". */
export function duration({ language }: Translator, seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * AT_LEAST) ?? ['second', 1];
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  });
  return format.format(Math.trunc(seconds / size));
}

export function count({ language }: Translator, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}
