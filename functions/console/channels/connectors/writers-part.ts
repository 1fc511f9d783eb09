import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ChannelView } from '../../../api/contract/channels/channel-views.ts';
import { PRIORITIES, type Priority } from '../../../domain/sync/channel.ts';
import { formField } from '../../integrations/edit/fields.ts';
import type { Layout } from '../../layout/layout.ts';
import { connectorText } from '../channel-words.ts';

const WINS = 'wins_';
const WAS = 'was_wins_';

/** Whose value counts at a conflict, by what can be written to the store. */
export type Wins = Readonly<Record<string, Priority>>;

/** Fields of the channel's form: of each writer, who wins. */
export function writersPart({ translator }: Layout, writers: ChannelView['writers'], entered: Wins = {}): Markup {
  const { t } = translator;
  const all = Object.entries(writers);
  if (all.length === 0) return html``;
  const options = PRIORITIES.map((priority) => [priority, t(`writer_wins_${priority}`)] as const);
  const fields = all.map(
    ([name, { label, priority }]) =>
      html`<input type="hidden" name="${WAS}${name}" value="${priority}">${formField({
        name: `${WINS}${name}`,
        label: connectorText(translator, name, label),
        options,
        value: entered[name] ?? priority,
      })}`,
  );
  return html`<fieldset class="card"><legend>${t('writers_conflict')}</legend><p class="small">${t('writers_conflict_hint')}</p>
<div class="field-columns">${fields}</div></fieldset>`;
}

/** What somebody has changed there: what they left as it was is nobody's wish. */
export function chosenWins(form: URLSearchParams): Wins {
  const changed = [...form].flatMap(([field, was]): readonly [string, Priority][] => {
    if (!field.startsWith(WAS)) return [];
    const name = field.slice(WAS.length);
    const chosen = PRIORITIES.find((priority) => priority === form.get(`${WINS}${name}`));
    return chosen === undefined || chosen === was ? [] : [[name, chosen]];
  });
  return Object.fromEntries(changed);
}
