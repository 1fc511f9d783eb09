import { checkView, disconnectView } from '../../api/contract/response-schemas.ts';
import type { ConsoleAction } from '../console-route.ts';
import { pageUrl } from '../layout/layout.ts';

const CONNECTION_ID = /^con_[0-9a-f]{32}$/;

type Parameters = Readonly<Record<string, string>>;
const pageOf = ({ id = '' }: Parameters) => pageUrl(`/stores/${encodeURIComponent(id)}`);
const connectionIn = ({ id = '' }: Parameters) => (CONNECTION_ID.test(id) ? id : undefined);

/** Asks the store now whether the credentials work. */
export const checkStore: ConsoleAction = {
  path: '/stores/:id/check',
  name: 'check',
  page: pageOf,
  target: connectionIn,
  act: async ({ backend, parameters }) => {
    const { id = '' } = parameters;
    const { result } = await backend.call('POST /v1/connections/{id}/check', checkView, { parameters: { id } });
    return { to: pageOf(parameters), done: result === 'alive' ? 'store_works' : 'failed_check' };
  },
};

/** Ends the connection on the vendor's side: the credentials are destroyed. */
export const disconnectStore: ConsoleAction = {
  path: '/stores/:id/disconnect',
  name: 'disconnect',
  page: pageOf,
  target: connectionIn,
  act: async ({ backend, parameters }) => {
    const { id = '' } = parameters;
    await backend.call('DELETE /v1/connections/{id}', disconnectView, { parameters: { id } });
    return { to: pageOf(parameters), done: 'disconnected' };
  },
};
