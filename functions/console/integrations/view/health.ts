import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import { badge, type Tone } from '../../layout/badge.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { ago, time } from '../../layout/times.ts';
import type { PlainKey, Translator } from '../../texts/translator.ts';
import { eventWords } from '../words.ts';

/** How the URLs of an integration take events. */
export type Health = {
  readonly deliveriesEnabled: boolean;
  readonly failingSince?: string | null | undefined;
  readonly goneEventTypes: readonly string[];
};

export function isTroubled({ deliveriesEnabled, failingSince, goneEventTypes }: Health): boolean {
  return !deliveriesEnabled || Boolean(failingSince) || goneEventTypes.length > 0;
}

/** @param isUsed published, and by a product: before that, nothing is sent, so nothing can fail */
export function healthBadge({ t }: Translator, health: Health, isUsed: boolean): Markup {
  const [tone, key] = standing(health, isUsed);
  return badge(tone, t(key));
}

function standing(
  { deliveriesEnabled, failingSince, goneEventTypes }: Health,
  isUsed: boolean,
): readonly [Tone, PlainKey] {
  if (!deliveriesEnabled) return ['bad', 'integration_health_paused'];
  if (goneEventTypes.length > 0) return ['bad', 'integration_health_gone'];
  if (failingSince) return ['warn', 'integration_health_failing'];
  return isUsed ? ['good', 'integration_health_used'] : ['calm', 'integration_health_unused'];
}

/** What is wrong with the URLs, and the button that sends events there again. */
export function healthNotice(visit: Visit, id: string, { deliveriesEnabled, failingSince, goneEventTypes }: Health) {
  const { layout } = visit;
  const { t, tMarkup } = layout.translator;
  const enable = actionForm(visit, {
    path: `/integrations/${encodeURIComponent(id)}/enable`,
    label: t('integration_enable'),
  });
  const since = failingSince
    ? html` <span class="small">${tMarkup('since', { when: time(layout, failingSince), ago: ago(layout, failingSince) })}</span>`
    : '';
  if (!deliveriesEnabled) return notice('bad', html`<p>${t('integration_paused')}${since}</p>${enable}`);
  if (goneEventTypes.length > 0) {
    const kinds = goneEventTypes.map((type) => eventWords(layout.translator, type)).join(', ');
    return notice('bad', html`<p>${tMarkup('integration_gone', { kinds })}</p>${enable}`);
  }
  return failingSince ? notice('warn', html`<p>${t('integration_failing')}${since}</p>`) : html``;
}
