import { html, raw } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ChannelView, ConnectorView } from '../../../api/contract/channels/channel-views.ts';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../domain/sync/channel.ts';
import type { Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { table } from '../../layout/table.ts';
import { connectorWords } from '../channel-words.ts';
import type { Setting } from './chosen.ts';
import { progressWords, stateBadge } from './state-words.ts';
import { type Wins, writersPart } from './writers-part.ts';

/** The form as somebody sent it, and why it was not taken. */
export type Returned = {
  readonly status: number;
  readonly said: Markup;
  /** By connector: what they set, where it is not what the channel has. */
  readonly entered: Readonly<Record<string, Setting>>;
  /** By writer, likewise. */
  readonly wins: Wins;
};

/** What of a store is read, how often, and how far. Operators switch it. */
export function connectorsCard(
  visit: Visit,
  { id, revision, connectors, writers }: ChannelView,
  returned?: Returned,
): Markup {
  const { translator } = visit.layout;
  const { t } = translator;
  const mayChange = visit.session.role === 'operator' && visit.backend.may('PUT /v1/channels/{id}');
  const rows = Object.entries(connectors).map(([name, connector]) => {
    const setting = returned?.entered[name] ?? connector;
    const label = connectorWords(translator, name, connector.label);
    const switched = mayChange ? switchOf(name, label, setting, connector) : label;
    const every = mayChange ? intervalOf(visit, name, setting) : everyWords(visit, connector);
    return [switched, stateBadge(translator, connector.state), every, progressWords(visit.layout, connector)];
  });
  const list = table({
    caption: t('channel_connectors'),
    head: [t('connector'), t('stores_status'), t('connector_every'), t('connector_progress')],
    rows,
    empty: html`<p>${t('channel_connectors_none')}</p>`,
  });
  if (!mayChange) return html`<section class="part"><h2>${t('channel_connectors')}</h2>${list}</section>`;
  const fields = html`<input type="hidden" name="revision" value="${revision}">${list}${writersPart(visit.layout, writers, returned?.wins)}`;
  const form = actionForm(visit, {
    path: `/channels/${encodeURIComponent(id)}/connectors`,
    label: t('connectors_save'),
    kind: 'quiet',
    fields,
  });
  return html`<section class="part" id="connectors"><h2>${t('channel_connectors')}</h2>${form}</section>`;
}

/** @param connector as it is now: what is sent is compared with it */
function switchOf(name: string, label: Markup, { on }: Setting, connector: ConnectorView): Markup {
  const was = `${connector.on ? 'on' : 'off'}:${connector.everyMinutes}`;
  return html`<input type="hidden" name="was_${name}" value="${was}"><label class="switch"><input type="checkbox" name="on_${name}" value="1"${on ? raw(' checked') : ''}>${label}</label>`;
}

function intervalOf({ layout }: Visit, name: string, { everyMinutes }: Setting): Markup {
  const { t } = layout.translator;
  const shown = Number.isNaN(everyMinutes) ? '' : String(everyMinutes);
  return html`<label class="minutes"><input type="number" name="every_${name}" value="${shown}" min="${INTERVAL_MIN_MINUTES}" max="${INTERVAL_MAX_MINUTES}" required> ${t('connector_minutes')}</label>`;
}

function everyWords({ layout }: Visit, { everyMinutes }: ConnectorView): Markup {
  return layout.translator.tMarkup('connector_every_minutes', { minutes: everyMinutes });
}
