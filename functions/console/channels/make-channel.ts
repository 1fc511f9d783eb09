import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import { channelsOfConnectionView, channelView } from '../../api/contract/channels/channel-views.ts';
import type { ConsoleAction, Visit } from '../console-route.ts';
import { actionForm } from '../layout/forms.ts';
import { pageUrl } from '../layout/layout.ts';
import { channelUrl } from './channel-address.ts';

const CONNECTION_ID = /^con_[0-9a-f]{32}$/;
const CREATE = 'POST /v1/connections/{id}/channels';
const LIST = 'GET /v1/connections/{id}/channels';
const TYPE = 'magento2';

type Parameters = Readonly<Record<string, string>>;

/** Makes a channel that reads nothing yet: what it reads is chosen on its page, and then its first import begins. */
export const makeChannel: ConsoleAction = {
  path: '/stores/:id/channels',
  name: 'make_channel',
  page: ({ id = '' }: Parameters) => pageUrl(`/stores/${encodeURIComponent(id)}`),
  target: ({ id = '' }: Parameters) => (CONNECTION_ID.test(id) ? id : undefined),
  act: async ({ backend, parameters }, form) => {
    const { id = '' } = parameters;
    const { items } = await backend.call(LIST, channelsOfConnectionView, { parameters: { id } });
    const last = items.at(-1);
    // The button was pressed twice, or the page is an old one.
    if (last !== undefined && String(items.length) !== form.get('seen')) return { to: channelUrl(last.id) };
    const body = { type: TYPE, connectors: {} };
    const made = await backend.call(CREATE, channelView, { parameters: { id }, body });
    return { to: channelUrl(made.id), done: 'channel_made' };
  },
};

/** @param seen how many channels the page shows */
export function makeChannelForm(visit: Visit, connection: string, seen: number): Markup {
  if (!visit.backend.may(CREATE)) return html``;
  const { t } = visit.layout.translator;
  const fields = html`<input type="hidden" name="seen" value="${seen}">`;
  return actionForm(visit, {
    path: `/stores/${connection}/channels`,
    label: t('channel_make'),
    kind: seen === 0 ? 'main' : 'quiet',
    fields,
  });
}
