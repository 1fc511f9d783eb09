import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ActivationDetailsView } from '../../api/contract/attempt-details.ts';
import type { ActivationView } from '../../api/contract/response-schemas.ts';
import { REFUSALS } from '../../domain/refusals/handshake-refusals.ts';
import { isHandshakeRefusalCode, type RefusalCode } from '../../domain/refusals/refusal.ts';
import { badge, type Tone } from '../layout/badge.ts';
import { pageUrl } from '../layout/layout.ts';
import { reasonWords } from '../stores/status-words.ts';
import { merchantWords, type Words } from '../texts/refusals/refusal-words.ts';
import { isPlainKey, type Translator } from '../texts/translator.ts';

type Stage = ActivationView['stage'];

const TONES = {
  received: 'calm',
  requested: 'calm',
  granted: 'calm',
  checked: 'calm',
  linked: 'good',
  failed: 'bad',
  expired: 'warn',
} as const satisfies Record<Stage, Tone>;

/** Ends that the merchant chose: nothing is broken. */
const CHOSEN: ReadonlySet<string | undefined> = new Set(['consent_declined', 'activation_superseded']);

type End = Pick<ActivationView, 'stage' | 'reason'>;

export function stageBadge({ t }: Translator, end: End): Markup {
  return badge(toneOf(end), t(`attempt_stage_${end.stage}`));
}

/** The page of an attempt. One whose popup was never opened is found by where the list shows it. */
export function attemptUrl({ id, stage, product, receivedAt }: ActivationView): string {
  const mayBeUnopened = stage === 'received' || stage === 'expired';
  return pageUrl(`/attempts/${encodeURIComponent(id)}`, mayBeUnopened ? { product, receivedAt } : {});
}

export function toneOf({ stage, reason }: End): Tone {
  return stage === 'failed' && CHOSEN.has(reason) ? 'calm' : TONES[stage];
}

export function isUnderWay(stage: Stage): stage is Exclude<Stage, 'linked' | 'failed' | 'expired'> {
  return stage === 'received' || stage === 'requested' || stage === 'granted' || stage === 'checked';
}

/** Why an attempt failed, for somebody of the support. */
export function failureWords(translator: Translator, code: RefusalCode): Markup {
  const key = `attempt_reason_${code}`;
  return isPlainKey(key) ? html`${translator.t(key)}` : reasonWords(translator, code);
}

/** What the merchant's page said of the end, in the reader's language; undefined where it said nothing. */
export function shownWords({ language }: Translator, { reason, words }: ActivationDetailsView): Words | undefined {
  const known = words !== undefined && reason !== undefined && isHandshakeRefusalCode(reason);
  if (language === 'en' || !known) return words;
  // The API's English advice differs from the usual one where the row was active by then.
  return merchantWords(language, reason, words.next !== REFUSALS[reason].next);
}
