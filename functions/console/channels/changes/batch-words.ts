import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { BatchView, ResultView } from '../../../api/contract/channels/batches.ts';
import { RESULTS } from '../../../domain/sync/changes/change.ts';
import { badge, type Tone } from '../../layout/badge.ts';
import type { Translator } from '../../texts/translator.ts';
import { count } from '../channel-words.ts';

const TONES = {
  done: 'good',
  unchanged: 'good',
  superseded: 'calm',
  conflict: 'warn',
  failed: 'bad',
  unknown: 'bad',
  cancelled: 'calm',
} as const satisfies Record<ResultView['status'], Tone>;

/** Results that somebody has to look at. */
const BAD = ['conflict', 'failed', 'unknown'] as const;

export function batchTone({ status, counts, reason, waitsUntil }: BatchView): Tone {
  if (status !== 'finished') return reason === undefined && waitsUntil === undefined ? 'calm' : 'warn';
  return BAD.some((name) => counts[name] > 0) ? 'warn' : 'good';
}

export function batchBadge({ t }: Translator, batch: BatchView): Markup {
  return badge(batchTone(batch), t(`batch_status_${batch.status}`));
}

export function resultBadge({ t }: Translator, status: ResultView['status']): Markup {
  return badge(TONES[status], t(`change_result_${status}`));
}

/** How many lines have which result, in a row: "12 written, 1 failed". */
export function countsWords(translator: Translator, { counts }: Pick<BatchView, 'counts'>): Markup {
  const named = RESULTS.filter((name) => counts[name] > 0);
  if (named.length === 0) return html`–`;
  return html`${named.map((name, at) => html`${at === 0 ? '' : ', '}${count(translator, counts[name])} ${translator.t(`change_result_${name}`)}`)}`;
}
