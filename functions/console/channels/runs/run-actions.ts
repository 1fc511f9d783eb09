import { runView } from '../../../api/contract/channels/run-views.ts';
import type { ConsoleAction } from '../../console-route.ts';
import { runUrl } from '../channel-address.ts';

const RUN_ID = /^run_[0-9a-f]{32}$/;

type Parameters = Readonly<Record<string, string>>;
const pageOfRun = ({ id = '' }: Parameters) => runUrl(id);
const runIn = ({ id = '' }: Parameters) => (RUN_ID.test(id) ? id : undefined);

/** Ends a run after the page that it is at, or a held one with nothing deleted. */
export const stopRun: ConsoleAction = {
  path: '/runs/:id/stop',
  name: 'stop_run',
  page: pageOfRun,
  target: runIn,
  act: async ({ backend, parameters }) => {
    const { id = '' } = parameters;
    const { status } = await backend.call('DELETE /v1/runs/{id}', runView, { parameters: { id } });
    return { to: pageOfRun(parameters), done: status === 'stopped' ? 'run_stopped' : 'run_stopping' };
  },
};

/** Has the deletions made that a run held back. */
export const confirmRun: ConsoleAction = {
  path: '/runs/:id/confirm',
  name: 'confirm_run',
  page: pageOfRun,
  target: runIn,
  act: async ({ backend, parameters }) => {
    const { id = '' } = parameters;
    const run = await backend.call('POST /v1/runs/{id}/confirm', runView, { parameters: { id } });
    return { to: runUrl(run.id), done: 'run_confirmed' };
  },
};
