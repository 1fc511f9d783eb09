import { channelView } from '../../api/contract/channels/channel-views.ts';
import { runView } from '../../api/contract/channels/run-views.ts';
import type { ConsoleAction, Outcome, Visit } from '../console-route.ts';
import { channelIn, pageOfChannel, runUrl } from './channel-address.ts';

/** Reads what has changed in the store, now. */
export const syncChannel: ConsoleAction = {
  path: '/channels/:id/sync',
  name: 'sync',
  page: pageOfChannel,
  target: channelIn,
  act: (visit) => start(visit, {}),
};

/** Reads all of the store anew. */
export const startOver: ConsoleAction = {
  path: '/channels/:id/start-over',
  name: 'start_over',
  page: pageOfChannel,
  target: channelIn,
  act: (visit, form) => start(visit, { full: form.get('full') === 'redeliver' ? 'redeliver' : 'compare' }),
};

async function start({ backend, parameters }: Visit, body: object): Promise<Outcome> {
  const { id = '' } = parameters;
  const run = await backend.call('POST /v1/channels/{id}/sync', runView, { parameters: { id }, body });
  return { to: runUrl(run.id), done: 'run_started' };
}

/** Leaves the store alone until somebody resumes it. */
export const pauseChannel: ConsoleAction = {
  path: '/channels/:id/pause',
  name: 'pause',
  page: pageOfChannel,
  target: channelIn,
  act: async ({ backend, parameters }) => {
    await backend.call('POST /v1/channels/{id}/pause', channelView, { parameters: { id: parameters['id'] ?? '' } });
    return { to: pageOfChannel(parameters), done: 'channel_paused' };
  },
};

export const resumeChannel: ConsoleAction = {
  path: '/channels/:id/resume',
  name: 'resume',
  page: pageOfChannel,
  target: channelIn,
  act: async ({ backend, parameters }) => {
    const { id = '' } = parameters;
    const { status } = await backend.call('POST /v1/channels/{id}/resume', channelView, { parameters: { id } });
    return { to: pageOfChannel(parameters), done: status === 'active' ? 'channel_resumed' : 'failed_channel_resumed' };
  },
};
