import { createHash, randomBytes } from 'node:crypto';
import type { ActivationId, ConnectionId } from '../ids.ts';
import type { Minted } from '../minted.ts';
import { Refusal } from '../refusals/refusal.ts';

/** `chn_` and 32 random hex digits: looks are spread over their interval by the first four. */
export type ChannelId = Minted<string, 'ChannelId'>;
/** `run_` and 32 hex digits. Also the name of its execution in Step Functions. */
export type RunId = Minted<string, 'RunId'>;
/** `orders`, `products`, or one of the vendor's own. */
export type ConnectorName = Minted<string, 'ConnectorName'>;

const CHANNEL_ID = /^chn_[0-9a-f]{32}$/;
const RUN_ID = /^run_[0-9a-f]{32}$/;
/** It is used in keys, in the names of objects and in metric dimensions. */
export const CONNECTOR_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function newChannelId(): ChannelId {
  return `chn_${randomBytes(16).toString('hex')}` as ChannelId;
}

/**
 * Of the channel that a connection gets by itself when it is made: made twice at once, it is one. Once it was deleted, and
 * the store is connected anew, it is another. As even as one of random digits.
 */
export function defaultChannelId(connection: ConnectionId, activation: ActivationId): ChannelId {
  const digest = createHash('sha256').update(`${connection} ${activation}`).digest('hex');
  return `chn_${digest.slice(0, 32)}` as ChannelId;
}

/** @throws Refusal `channel_unknown`: what no channel can be called is not there */
export function parseChannelId(text: string): ChannelId {
  if (!CHANNEL_ID.test(text)) throw new Refusal('channel_unknown');
  return text as ChannelId;
}

export function newRunId(): RunId {
  return `run_${randomBytes(16).toString('hex')}` as RunId;
}

/** Of a run that holds deletions of a connector: made again for the same ones, it is the same run. */
export function heldRunId(channel: ChannelId, connector: ConnectorName, facts: readonly number[]): RunId {
  const text = [channel, connector, ...facts].join();
  return `run_${createHash('sha256').update(text).digest('hex').slice(0, 32)}` as RunId;
}

/** @throws Refusal `run_unknown` */
export function parseRunId(text: string): RunId {
  if (!RUN_ID.test(text)) throw new Refusal('run_unknown');
  return text as RunId;
}

/** @throws Refusal `connector_unknown` */
export function parseConnectorName(text: string): ConnectorName {
  if (!CONNECTOR_NAME.test(text)) throw new Refusal('connector_unknown');
  return text as ConnectorName;
}
