import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { codeWords } from '../integrations/words.ts';
import { badge, type Tone } from '../layout/badge.ts';
import type { Layout } from '../layout/layout.ts';
import { ago } from '../layout/times.ts';
import type { Translator } from '../texts/translator.ts';
import type { Attempt, Delivery } from './delivery.ts';

const TONES = {
  WAITING: 'warn',
  DELIVERED: 'good',
  ACCEPTED: 'calm',
  FAILED: 'bad',
  DISCARDED: 'bad',
} as const satisfies Record<Delivery['status'], Tone>;

export function statusBadge({ t }: Translator, status: Delivery['status']): Markup {
  return badge(TONES[status], t(`delivery_status_${status}`));
}

export function toneOf(status: Delivery['status']): Tone {
  return TONES[status];
}

/** Whether sending it again makes sense: nothing will come of it by itself. */
export function hasEndedBadly({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'FAILED' || status === 'DISCARDED';
}

/** Whether something comes next by itself. */
export function isOpen({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'WAITING' || status === 'ACCEPTED';
}

/** What an attempt met with: the status of the answer, or why there was none. */
export function attemptWords({ t }: Translator, { httpStatus, errorCode }: Attempt): Markup {
  const status = httpStatus ? html`HTTP ${httpStatus}` : '';
  if (!errorCode) return html`${status || t('delivery_attempt_good')}`;
  // `unreachable: ECONNREFUSED`: what the network said stands behind the code.
  const [, code = errorCode, detail] = /^([a-z_]+): (.+)$/s.exec(errorCode) ?? [];
  const said = codeWords({ t }, 'integration_test', code, undefined);
  return html`${status}${status && ' – '}${said}${detail === undefined ? '' : html` <code class="small">${detail}</code>`}`;
}

/** When it is tried next, or that it is not. */
export function nextWords(layout: Layout, { status, nextAttemptOn }: Delivery): Markup {
  const { t, tMarkup } = layout.translator;
  if (status === 'ACCEPTED' && nextAttemptOn)
    return tMarkup('delivery_result_until', { when: ago(layout, nextAttemptOn) });
  if (status !== 'WAITING' || !nextAttemptOn) return html`<span class="soft">–</span>`;
  return Date.parse(nextAttemptOn) <= layout.now.getTime()
    ? html`${t('delivery_due_now')}`
    : ago(layout, nextAttemptOn);
}
