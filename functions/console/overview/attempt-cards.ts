import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { OverviewView } from '../../api/contract/overview-views.ts';
import { failureWords } from '../attempts/attempt-words.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { barList, card } from './bars.ts';

const STEPS = ['begun', 'opened', 'signedIn', 'consented', 'connected'] as const;

/** How far merchants came in the last day, and why some came no further. */
export function attemptCards(layout: Layout, attempts: OverviewView['attempts']): readonly Markup[] {
  const { translator } = layout;
  const { t } = translator;
  const { atLeast, failed, underWay, expired } = attempts;
  const funnel = STEPS.map((step) => ({ label: html`${t(`overview_${step}`)}`, count: attempts[step], atLeast }));
  const ends = [
    ...failed.map(({ reason, count }) => ({ label: failureWords(translator, reason), count, atLeast })),
    { label: html`${t('overview_expired')}`, count: expired, atLeast },
    { label: html`${t('overview_under_way')}`, count: underWay, atLeast },
  ];
  const all = html`<p><a href="${pageUrl('/attempts')}">${t('overview_attempts_all')}</a></p>`;
  const bounded = atLeast ? html`<p class="small">${t('overview_at_least')}</p>` : '';
  return [
    card(t('overview_attempts'), html`${barList(layout, funnel)}${bounded}${all}`),
    card(t('overview_ends'), barList(layout, ends)),
  ];
}
