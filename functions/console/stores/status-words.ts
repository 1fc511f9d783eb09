import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type { ConnectionStatus } from '../../domain/stores/connection-status.ts';
import { badge, type Tone } from '../layout/badge.ts';
import { wordsOf } from '../texts/refusals/refusal-words.ts';
import { isPlainKey, type Translator } from '../texts/translator.ts';

const TONES = {
  active: 'good',
  needs_reauthorization: 'bad',
  inactive: 'bad',
  unreachable: 'bad',
  disconnected: 'calm',
} as const satisfies Record<ConnectionStatus, Tone>;

/** @param isSuspect whether a bad answer waits for its confirmation */
export function statusBadge({ t }: Translator, status: ConnectionStatus, isSuspect = false): Markup {
  return isSuspect && status === 'active'
    ? badge('warn', t('status_doubtful'))
    : badge(TONES[status], t(`status_${status}`));
}

export function toneOf(status: ConnectionStatus): Tone {
  return TONES[status];
}

/** What a store said, for somebody of the support. */
export function reasonWords({ language, t }: Translator, code: RefusalCode): Markup {
  const key = `reason_${code}`;
  return isPlainKey(key) ? html`${t(key)}` : html`${wordsOf(language, code).happened}`;
}
