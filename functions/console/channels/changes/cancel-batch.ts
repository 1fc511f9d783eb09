import { batchView } from '../../../api/contract/channels/batches.ts';
import type { ConsoleAction } from '../../console-route.ts';
import { channelIn, channelUrl } from '../channel-address.ts';

type Parameters = Readonly<Record<string, string>>;
const pageOfBatch = ({ id = '', batch = '' }: Parameters) => channelUrl(id, `/changes/${encodeURIComponent(batch)}`);

/** What was not sent to the store by then never is. */
export const cancelBatch: ConsoleAction = {
  path: '/channels/:id/changes/:batch/cancel',
  name: 'cancel_changes',
  page: pageOfBatch,
  target: channelIn,
  act: async ({ backend, parameters }) => {
    const { id = '', batch = '' } = parameters;
    await backend.call('POST /v1/channels/{id}/changes/{batch}/cancel', batchView, { parameters: { id, batch } });
    return { to: pageOfBatch(parameters), done: 'batch_cancelled' };
  },
};
