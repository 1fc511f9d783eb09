import { createHash } from 'node:crypto';
import { attemptItem } from '../../../functions/adapters/dynamodb/activations/activation-item.ts';
import {
  listingOf as attemptListing,
  hostListing,
} from '../../../functions/adapters/dynamodb/activations/attempt-item.ts';
import {
  channelKey,
  listingOf as channelListing,
  channelsKey,
} from '../../../functions/adapters/dynamodb/channels/channel-item.ts';
import { listedRun, runKey, toRunItem } from '../../../functions/adapters/dynamodb/channels/run-item.ts';
import {
  accountIndexKey,
  connectionKey,
  connectionListing,
  listedAs,
} from '../../../functions/adapters/dynamodb/connection-item.ts';
import { channelType } from '../../../functions/channels/channel-types.ts';
import { chosenConnectors, everyConnector, newChannel } from '../../../functions/channels/new-channel.ts';
import {
  type ActivationId,
  parseConnectionId,
  parseProductId,
  readActivationId,
} from '../../../functions/domain/ids.ts';
import { CONNECTION_STATUSES, type ConnectionStatus } from '../../../functions/domain/stores/connection-status.ts';
import { hostOf, parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { parseChannelId, parseRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type Run } from '../../../functions/domain/sync/run.ts';

export const PRODUCT = parseProductId('demo');
/** Has the first ten stores. */
export const BUSY_ACCOUNT = 'acc-busy';
const STORES_OF_BUSY_ACCOUNT = 10;
const MAGENTO = channelType('magento2');
const CONNECTORS = chosenConnectors(MAGENTO.connectors, everyConnector(MAGENTO.connectors), {});

export const hostAt = (number: number) => `shop-${number}.example`;
export const connectionAt = (number: number) => parseConnectionId(`con_${digits('connection', number)}`);
export const channelAt = (number: number) => parseChannelId(`chn_${digits('channel', number)}`);
export const runAt = (number: number) => parseRunId(`run_${digits('run', number)}`);

/** One store in ten has each of the statuses that are not `active`. */
function statusAt(number: number): ConnectionStatus {
  return CONNECTION_STATUSES[number % 10] ?? 'active';
}

/** A connection of the store with this number, as the table holds it, without credentials. */
export function connectionItemAt(number: number, issuer: string, at: string): Record<string, unknown> {
  const connection = connectionAt(number);
  const storeUrl = parseStoreUrl(`https://${hostAt(number)}/`);
  const id = number < STORES_OF_BUSY_ACCOUNT ? BUSY_ACCOUNT : `acc-${number}`;
  const account = { issuer, id, label: `merchant-${number}@example.com` };
  const status = statusAt(number);
  return {
    ...{ pk: connectionKey(connection), connection, product: PRODUCT, storeUrl, account, status, statusSince: at },
    ...(status !== 'active' && status !== 'disconnected' && { reason: 'token_rejected' }),
    ...{ generations: ['2.4.8'], createdAt: at, connectedAt: at, checkedAt: at, version: 1, kind: 'created' },
    activation: activationAt(number),
    byAccount: accountIndexKey(PRODUCT, account),
    host: hostListing(PRODUCT, hostOf(storeUrl)),
    listing: connectionListing(PRODUCT),
    listedAs: listedAs(status, connection),
  };
}

/** The only channel of the store with this number: its item, and the one that names it. */
export function channelItemsAt(number: number, now: Date): readonly Record<string, unknown>[] {
  const connection = connectionAt(number);
  const settings = MAGENTO.settings.parse({});
  const wanted = { type: 'magento2', settings, connectors: CONNECTORS, createdBy: 'integration' } as const;
  const channel = { ...newChannel({ connection, product: PRODUCT }, wanted, now), channel: channelAt(number) };
  return [
    { pk: channelKey(channel.channel), ...channel, edition: 1, ...channelListing(channel) },
    { pk: channelsKey(connection), channels: new Set([channel.channel]) },
  ];
}

/** An attempt to connect the store with this number: three in four have come to an end that a merchant wants. */
export function attemptItemAt(number: number, issuer: string, at: string): Record<string, unknown> {
  const activation = activationAt(number);
  const storeUrl = parseStoreUrl(`https://${hostAt(number)}/`);
  const account = { issuer, id: `acc-${number}`, label: `merchant-${number}@example.com` };
  const hasFailed = number % 4 === 0;
  return {
    ...{ pk: attemptItem(activation), activation, product: PRODUCT, storeUrl, receivedAt: at, endedAt: at },
    ...(hasFailed
      ? { stage: 'failed', failure: { code: 'token_rejected', at } }
      : { stage: 'linked', account, connection: connectionAt(number), kind: 'created' }),
    ...attemptListing({ product: PRODUCT, activation, storeUrl, receivedAt: at }),
  };
}

/** A run of the first store's channel; one in two needs attention. */
export function runItemAt(number: number, at: string): Record<string, unknown> {
  const run: Run = {
    ...{ run: runAt(number), channel: channelAt(0), product: PRODUCT, trigger: 'schedule', task: 'look', errors: [] },
    ...{ connectors: [], status: number % 2 === 0 ? 'failed' : 'completed', counts: NOTHING_COUNTED },
    ...{ createdAt: at, startedAt: at, endedAt: at },
  };
  return { ...toRunItem(run), pk: runKey(run.run), ...listedRun(run) };
}

export function activationAt(number: number): ActivationId {
  const hex = digits('activation', number);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  const id = readActivationId(`act_${parts.join('-')}`);
  if (id === undefined) throw new Error('no id of an attempt');
  return id;
}

/** 32 hex digits, as even as random ones, and the same in every run. */
function digits(kind: string, number: number): string {
  return createHash('sha256').update(`${kind} ${number}`).digest('hex').slice(0, 32);
}
