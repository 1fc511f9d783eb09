import type { Feature } from '../console-route.ts';
import { batchPage } from './changes/batch-page.ts';
import { cancelBatch } from './changes/cancel-batch.ts';
import { listBatches } from './changes/list-page.ts';
import { pauseChannel, resumeChannel, startOver, syncChannel } from './channel-actions.ts';
import { channelPage, type Deps } from './channel-page.ts';
import { switchConnectors } from './connectors/switch-connectors.ts';
import { listChannels } from './list-page.ts';
import { makeChannel } from './make-channel.ts';
import { showRecords } from './records/records-page.ts';
import { listRuns } from './runs/list-page.ts';
import { confirmRun, stopRun } from './runs/run-actions.ts';
import { showRun } from './runs/run-page.ts';

/** How stores are read and written: channels, their runs, records and batches of changes. */
export function channels(deps: Deps): Feature {
  return {
    pages: [
      { path: '/channels', show: listChannels },
      { path: '/channels/:id', show: (visit) => channelPage(deps, visit) },
      { path: '/channels/:id/runs', show: listRuns },
      { path: '/channels/:id/records', show: showRecords },
      { path: '/channels/:id/changes', show: listBatches },
      { path: '/channels/:id/changes/:batch', show: batchPage },
      { path: '/runs/:id', show: showRun(deps) },
    ],
    actions: [
      makeChannel,
      switchConnectors(deps),
      syncChannel,
      startOver,
      pauseChannel,
      resumeChannel,
      stopRun,
      confirmRun,
      cancelBatch,
    ],
  };
}
