import { openChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import { openChannelCounts } from '../../adapters/dynamodb/channels/looks/channel-counts.ts';
import { openLookWindows } from '../../adapters/dynamodb/channels/looks/look-windows.ts';
import { openRunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { queueHandler } from '../../adapters/lambda/queue-handler.ts';
import { openObjectStore } from '../../adapters/s3/object-store.ts';
import { openLookQueue } from '../../adapters/sqs/look-queue.ts';
import { openRunExecutions } from '../../adapters/step-functions/run-executions.ts';
import { openChannelDefaults } from '../../products/channel-defaults.ts';
import { openPublishedFields } from '../../products/published-fields.ts';
import { publishedProducts } from '../../products/published-products.ts';
import { openRuntimeProducts } from '../../products/runtime-products.ts';
import { openDependencies } from '../../stores/dependencies.ts';
import { nothingIsRead } from '../nothing-is-read.ts';
import { READING_VARIABLES } from '../variables.ts';
import { defaultChannelMaker } from './default-channel.ts';
import { handleMessage } from './handle-message.ts';
import { openStoredRecords } from './stored-records.ts';
import { openWaiting } from './waiting-changes.ts';

const settings = readEnvironment([
  ...READING_VARIABLES,
  'HANDFAST_CHANNEL_CONNECTORS',
  'HANDFAST_SYNC_MACHINE',
  'HANDFAST_WRITE_MACHINE',
  'HANDFAST_LOOK_QUEUE',
  'HANDFAST_CUSTOM_LOOK_QUEUE',
  'HANDFAST_CUSTOM_CONNECTORS',
]);

function openDispatch(): ReturnType<typeof handleMessage> {
  const { HANDFAST_RECORDS_BUCKET: bucket, HANDFAST_SYNC_MACHINE: machine, HANDFAST_WRITE_MACHINE: writing } = settings;
  if (bucket === undefined || machine === undefined || writing === undefined) return nothingIsRead;
  const opened = openDependencies(settings);
  const { now } = opened;
  const table = openTable(settings.HANDFAST_TABLE);
  const objects = openObjectStore(bucket);
  const channels = openChannelRepository(table, now);
  const runtime = openRuntimeProducts(opened.productItems, now);
  const defaultsOf = openChannelDefaults(openPublishedFields(opened), settings.HANDFAST_CHANNEL_CONNECTORS);
  const queues = [settings.HANDFAST_LOOK_QUEUE, settings.HANDFAST_CUSTOM_LOOK_QUEUE];
  return handleMessage({
    ...opened,
    products: publishedProducts(settings.HANDFAST_PRODUCTS, {}, runtime).ids,
    channels,
    runs: openRunRepository(table, now),
    executions: openRunExecutions(machine),
    ...openWaiting(table, writing, now),
    windows: openLookWindows(table),
    counts: openChannelCounts(table),
    lookQueues: queues.flatMap((url) => (url === undefined ? [] : openLookQueue(url))),
    makeDefaultChannel: defaultChannelMaker(channels, defaultsOf, settings.HANDFAST_CUSTOM_CONNECTORS, now),
    ...openStoredRecords(table, objects, now),
  });
}

export const handler = queueHandler(openDispatch());
