import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Minted } from './minted.ts';
import { Refusal } from './refusals/refusal.ts';
import type { StoreUrl } from './stores/store-url.ts';

export type ProductId = Minted<string, 'ProductId'>;
/** SHA-256 of the consumer key, 64 hex digits: finds an activation without keeping the key in the clear. */
export type KeyDigest = Minted<string, 'KeyDigest'>;
/** Names one attempt. Also the name of its execution in Step Functions. */
export type ActivationId = Minted<string, 'ActivationId'>;
/** `con_` and 32 hex digits: random, or derived from product and origin where a version before this one made it. */
export type ConnectionId = Minted<string, 'ConnectionId'>;

/** What a product id looks like: it is used in URLs, keys and metric dimensions. */
export const PRODUCT_ID = /^[a-z][a-z0-9-]{0,31}$/;

/** First path segments that are not products. */
export const RESERVED_PRODUCT_IDS: readonly string[] = ['signin', 'v1', 'assets', 'health', 'console'];

/** @throws Refusal `product_unknown` */
export function parseProductId(text: string): ProductId {
  if (!PRODUCT_ID.test(text) || RESERVED_PRODUCT_IDS.includes(text)) throw new Refusal('product_unknown');
  return text as ProductId;
}

/** A random UUID: an attempt must not be guessable from the store it is for. */
export function newActivationId(): ActivationId {
  return `act_${randomUUID()}` as ActivationId;
}

const ACTIVATION_ID = /^act_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns undefined for what no attempt can be called */
export function readActivationId(text: string): ActivationId | undefined {
  return ACTIVATION_ID.test(text) ? (text as ActivationId) : undefined;
}

/** @throws Refusal `opened_by_hand`: only people meet this one, in the popup's addresses. */
export function parseActivationId(text: string): ActivationId {
  const id = readActivationId(text);
  if (id === undefined) throw new Refusal('opened_by_hand');
  return id;
}

const KEY_DIGEST = /^[0-9a-f]{64}$/;

export function digestOf(consumerKey: string): KeyDigest {
  return sha256(consumerKey) as KeyDigest;
}

/** @throws Refusal `opened_by_hand` */
export function parseKeyDigest(text: string): KeyDigest {
  if (!KEY_DIGEST.test(text)) throw new Refusal('opened_by_hand');
  return text as KeyDigest;
}

/** 32 random hex digits: health checks are spread over a day by the first four. */
export function newConnectionId(): ConnectionId {
  return `con_${randomBytes(16).toString('hex')}` as ConnectionId;
}

/** The id that a store had when all stores of one origin were one: connections of that time keep it. */
export function originConnectionId(product: ProductId, store: StoreUrl): ConnectionId {
  return `con_${sha256(`${product}\n${new URL(store).origin}`).slice(0, 32)}` as ConnectionId;
}

const CONNECTION_ID = /^con_[0-9a-f]{32}$/;

/** @throws Refusal `connection_unknown`: what no connection can be called is not there */
export function parseConnectionId(text: string): ConnectionId {
  const id = readConnectionId(text);
  if (id === undefined) throw new Refusal('connection_unknown');
  return id;
}

/** Undefined for what no connection can be called. */
export function readConnectionId(text: string): ConnectionId | undefined {
  return CONNECTION_ID.test(text) ? (text as ConnectionId) : undefined;
}

/** For comparing the verifiers of two messages without storing them in the clear. */
export function verifierDigest(verifier: string): string {
  return sha256(verifier);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
