/*
 * The deployment as a whole; `docs/openapi.json` describes every member.
 */

import type { Run } from './channels.ts';
import type { Connection } from './shapes.ts';

export type ConnectionCounts = {
  active: number;
  needs_reauthorization: number;
  inactive: number;
  unreachable: number;
};

/** A run that is held or has failed. */
export type AttentionRun = {
  id: string;
  product: string;
  channel: string;
  task: Run['task'];
  status: Run['status'];
  reason?: string;
  connectors: string[];
  createdAt: string;
  endedAt?: string;
};

/** An event that could not be delivered. */
export type AttentionDelivery = {
  id: string;
  integration: string;
  type: string;
  product: string;
  connection?: string;
  createdAt: string;
  lastTriedAt?: string;
  httpStatus?: number;
};

/** `atLeast`: there are more, which were not counted. */
export type BoundedCount = { count: number; atLeast: boolean };

/** How everything is. */
export type Overview = {
  time: string;
  products: string[];
  moreProducts: boolean;
  /** As health checks have counted them within the day before `asOf`; disconnected ones are not counted. */
  connections: {
    counts: ConnectionCounts;
    asOf?: string;
    products: { product: string; counts: ConnectionCounts; asOf: string; since?: string }[];
  };
  /** Of the last 24 hours, the newest 500. */
  attempts: {
    from: string;
    atLeast: boolean;
    begun: number;
    opened: number;
    signedIn: number;
    consented: number;
    connected: number;
    underWay: number;
    expired: number;
    failed: { reason: string; count: number }[];
  };
  channels?: {
    asOf: string;
    statuses: { active: number; paused: number; unavailable: number };
    lag: { upToSeconds?: number; channels: number }[];
    stale: number;
  };
  /** Where the client sees all products. */
  deliveries?: { waiting: BoundedCount; failed: BoundedCount };
  attention: {
    needs_reauthorization: Connection[];
    inactive: Connection[];
    unreachable: Connection[];
    runs: AttentionRun[];
    deliveries: AttentionDelivery[];
  };
};

/** What merchants enter in Magento for a product. */
export type DeployedProduct = {
  id: string;
  /** Absent where it was made at run time. */
  name?: string;
  source: 'settings' | 'runtime';
  callbackUrl: string;
  loginUrl: string;
};

/** How Handfast is deployed; nothing secret. */
export type Deployment = {
  version: string;
  /** The clock of the function that answers. */
  time: string;
  publicUrl: string;
  /** With `/v1`. */
  apiUrl: string;
  signIn: { issuer: string; redirectUri: string };
  products: DeployedProduct[];
  moreProducts: boolean;
  settings: {
    apiAuth: 'own' | 'pool' | 'issuer' | 'iam';
    integrations: boolean;
    sync: boolean;
    recordsDays: number;
    connectionsPerAccount: number;
    storePorts: number[];
    allowLoopbackStores: boolean;
    domain?: string;
    firewall: boolean;
    requestsPerSecond: number;
    logRetentionDays: number;
    removalPolicy: 'retain' | 'destroy';
  };
};
