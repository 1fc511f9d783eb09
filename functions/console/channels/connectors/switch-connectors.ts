import { html } from 'hono/html';
import { channelView } from '../../../api/contract/channels/channel-views.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { ConsoleAction } from '../../console-route.ts';
import type { Layout } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import { wordsOf } from '../../texts/refusals/refusal-words.ts';
import { channelIn, pageOfChannel } from '../channel-address.ts';
import { channelPage, type Deps } from '../channel-page.ts';
import { chosen } from './chosen.ts';
import type { Returned } from './connectors-card.ts';
import { chosenWins, type Wins } from './writers-part.ts';

/** Switches connectors on and off, sets how often they are read, and who wins where a write meets a change of the store. */
export function switchConnectors(deps: Deps): ConsoleAction {
  return {
    path: '/channels/:id/connectors',
    name: 'switch_connectors',
    page: pageOfChannel,
    target: channelIn,
    act: async (visit, form) => {
      const { backend, parameters, layout } = visit;
      const connectors = chosen(form);
      const wins = chosenWins(form);
      const changes = { ...named('connectors', connectors), ...named('writers', prioritiesOf(wins)) };
      if (Object.keys(changes).length === 0) return { to: pageOfChannel(parameters), done: 'channel_as_it_was' };
      const body = { revision: Number(form.get('revision')), ...changes };
      try {
        await backend.call('PUT /v1/channels/{id}', channelView, { parameters: { id: parameters['id'] ?? '' }, body });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code.endsWith('_unknown')) throw error;
        return channelPage(deps, visit, { ...refused(layout, error), entered: connectors, wins });
      }
      return { to: pageOfChannel(parameters), done: 'channel_saved' };
    },
  };
}

function named(name: string, settings: object): object {
  return Object.keys(settings).length === 0 ? {} : { [name]: settings };
}

function prioritiesOf(wins: Wins): object {
  return Object.fromEntries(Object.entries(wins).map(([name, priority]) => [name, { priority }]));
}

/** Sent again, the form is made from the channel as it is now. */
function refused(
  { translator: { language, t } }: Layout,
  { code, facts }: Refusal,
): Omit<Returned, 'entered' | 'wins'> {
  if (code === 'channel_changed') {
    const said = html`<p><strong>${t('channel_conflict')}</strong></p><p>${t('channel_conflict_next')}</p>`;
    return { status: 409, said: notice('warn', said) };
  }
  const { happened, next } = wordsOf(language, code);
  const problems = String(facts['problems'] ?? '')
    .split('\n')
    .filter(Boolean);
  const said = html`<p><strong>${t('channel_not_saved')}</strong></p><p>${happened} ${next}</p>
${problems.map((one) => html`<p lang="en">${one}</p>`)}`;
  return { status: 422, said: notice('bad', said) };
}
