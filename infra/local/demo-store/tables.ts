import { randomInt } from 'node:crypto';
import { OauthProblem } from './oauth/oauth-problem.ts';

/** What an admin enters, or a module brings along. */
export type NewIntegration = {
  name: string;
  email?: string;
  endpointUrl: string;
  identityLinkUrl: string;
  /** ACL ids; absent = a set that lets the usual reads through. */
  resources?: readonly string[];
};

export type IntegrationRow = {
  readonly id: number;
  readonly consumerId: number;
  readonly name: string;
  readonly email: string;
  readonly endpointUrl: string;
  readonly identityLinkUrl: string;
  resources: readonly string[];
  active: boolean;
};

export type ConsumerRow = { readonly id: number; readonly key: string; readonly secret: string; updatedAt: Date };

/** A row of `oauth_token`. It is converted in place on its way from verifier to access token. */
export type TokenRow = {
  readonly id: number;
  readonly consumerId: number;
  readonly verifier: string;
  readonly createdAt: Date;
  type: 'verifier' | 'request' | 'access';
  token: string;
  secret: string;
};

/** Read in Magento: `oauth/cleanup/expiration_period`, counted from the creation of the row. */
const REQUEST_TOKEN_LIFE_MINUTES = 120;

const USUAL_RESOURCES = [
  'Magento_Backend::store',
  'Magento_Catalog::products',
  'Magento_Sales::actions_view',
  'Magento_Sales::comment',
];
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 32 characters of `a-z0-9`: the shape of every key, secret, token and verifier. */
export function randomKey(): string {
  return Array.from({ length: 32 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** The four tables that matter, with the quirks of how Magento looks rows up. */
export class Tables {
  readonly integrations = new Map<number, IntegrationRow>();
  readonly #consumers = new Map<number, ConsumerRow>();
  readonly #nonces = new Set<string>();
  readonly #now: () => Date;
  #tokens: TokenRow[] = [];
  #lastId = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  addIntegration(entered: NewIntegration): IntegrationRow {
    const consumer = { id: this.#nextId(), key: randomKey(), secret: randomKey(), updatedAt: this.#now() };
    this.#consumers.set(consumer.id, consumer);
    const row = {
      email: '',
      resources: USUAL_RESOURCES,
      ...entered,
      id: this.#nextId(),
      consumerId: consumer.id,
      active: false,
    };
    this.integrations.set(row.id, row);
    return row;
  }

  /** The consumer row outlives it: calls are told of a missing token, not of a missing consumer (observed). */
  deleteIntegration(id: number): void {
    const { consumerId } = this.integration(id);
    this.integrations.delete(id);
    this.#tokens = this.#tokens.filter((row) => row.consumerId !== consumerId);
  }

  /** @throws Error when no such integration exists; a slip of the caller, never an answer of the store. */
  integration(id: number): IntegrationRow {
    const row = this.integrations.get(id);
    if (row === undefined) throw new Error(`no integration ${id}`);
    return row;
  }

  integrationOfConsumer(consumerId: number): IntegrationRow | undefined {
    return [...this.integrations.values()].find((row) => row.consumerId === consumerId);
  }

  consumer(id: number): ConsumerRow {
    const row = this.#consumers.get(id);
    if (row === undefined) throw new OauthProblem(`A consumer with the ID ${id} does not exist`);
    return row;
  }

  consumerByKey(key: string): ConsumerRow {
    if (key.length !== 32) throw new OauthProblem('Consumer key is not the correct length');
    const row = [...this.#consumers.values()].find((consumer) => consumer.key === key);
    if (row === undefined) throw new OauthProblem('A consumer having the specified key does not exist');
    return row;
  }

  insertVerifier(consumerId: number): TokenRow {
    const keys = { token: randomKey(), secret: randomKey(), verifier: randomKey() };
    const row: TokenRow = { id: this.#nextId(), consumerId, type: 'verifier', createdAt: this.#now(), ...keys };
    this.#tokens.push(row);
    return row;
  }

  deleteToken(id: number): void {
    this.#tokens = this.#tokens.filter((row) => row.id !== id);
  }

  /** Lowest entity id first, as the database returns them. Old request tokens are swept away on every look. */
  tokensOf(consumerId: number): TokenRow[] {
    return this.#liveTokens().filter((row) => row.consumerId === consumerId);
  }

  tokenRow(token: string): TokenRow | undefined {
    return this.#liveTokens().find((row) => row.token === token);
  }

  /** False when this consumer has used the nonce before. */
  useNonce(consumerId: number, nonce: string): boolean {
    const key = `${consumerId} ${nonce}`;
    if (this.#nonces.has(key)) return false;
    this.#nonces.add(key);
    return true;
  }

  #liveTokens(): TokenRow[] {
    const oldest = this.#now().getTime() - REQUEST_TOKEN_LIFE_MINUTES * 60_000;
    this.#tokens = this.#tokens.filter((row) => row.type !== 'request' || row.createdAt.getTime() > oldest);
    return this.#tokens;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
