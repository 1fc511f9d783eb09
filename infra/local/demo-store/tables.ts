import { randomInt } from 'node:crypto';
import { OauthProblem } from './oauth/oauth-problem.ts';
import type { ConsumerRow, IntegrationRow, NewIntegration, RowStorage, TokenRow } from './rows.ts';
import { randomKey, USUAL_RESOURCES } from './rows.ts';

/** Read in Magento: `oauth/cleanup/expiration_period`, counted from the creation of the row. */
const REQUEST_TOKEN_LIFE_MINUTES = 120;

/** Read in Magento: `oauth/cleanup/cleanup_probability`, one in so many saves. */
const CLEANUP_PROBABILITY = 100;

/** Magento's own draw. */
export function drawCleanup(): boolean {
  return randomInt(CLEANUP_PROBABILITY) === 0;
}

export type TablesOptions = {
  readonly now: () => Date;
  /** Whether the saving of a token purges old request tokens, drawn anew each time. */
  readonly cleansUp?: (() => boolean) | undefined;
  /** Without it, rows last as long as the process. */
  readonly storage?: RowStorage | undefined;
};

/** What an admin can change of an integration. */
type Changes = Partial<Pick<IntegrationRow, 'active' | 'resources' | 'endpointUrl' | 'identityLinkUrl'>>;

/** The four tables that matter, with the quirks of how Magento looks rows up. */
export class Tables {
  readonly integrations = new Map<number, IntegrationRow>();
  readonly #consumers = new Map<number, ConsumerRow>();
  readonly #nonces = new Set<string>();
  readonly #now: () => Date;
  readonly #cleansUp: () => boolean;
  readonly #storage: RowStorage | undefined;
  #tokens: TokenRow[] = [];
  #lastId = 0;

  constructor({ now, cleansUp = drawCleanup, storage }: TablesOptions) {
    this.#now = now;
    this.#cleansUp = cleansUp;
    this.#storage = storage;
    const kept = storage?.load();
    if (kept === undefined) return;
    for (const row of kept.integrations) this.integrations.set(row.id, row);
    for (const row of kept.consumers) this.#consumers.set(row.id, row);
    this.#tokens = [...kept.tokens];
    this.#lastId = kept.lastId;
  }

  addIntegration(entered: NewIntegration): IntegrationRow {
    const consumer = { id: this.#nextId(), key: randomKey(), secret: randomKey(), updatedAt: this.#now() };
    this.#consumers.set(consumer.id, consumer);
    const row = {
      email: '',
      resources: USUAL_RESOURCES,
      setupType: 0 as const,
      ...entered,
      id: this.#nextId(),
      consumerId: consumer.id,
      active: false,
    };
    this.integrations.set(row.id, row);
    this.#save();
    return row;
  }

  changeIntegration(id: number, changes: Changes): void {
    Object.assign(this.integration(id), changes);
    this.#save();
  }

  /** Takes the consumer and its tokens along. (Adminhtml\Integration\Delete calls OauthService::deleteConsumer) */
  deleteIntegration(id: number): void {
    const { consumerId } = this.integration(id);
    this.integrations.delete(id);
    this.#consumers.delete(consumerId);
    this.#tokens = this.#tokens.filter((row) => row.consumerId !== consumerId);
    this.#save();
  }

  /** @throws Error when no such integration exists; a mistake of the caller, never an answer of the store. */
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

  /** The time that the consumer's keys were sent, which the request call is held against. */
  touchConsumer(id: number): void {
    this.consumer(id).updatedAt = this.#now();
    this.#save();
  }

  insertVerifier(consumerId: number): TokenRow {
    const keys = { token: randomKey(), secret: randomKey(), verifier: randomKey() };
    const row: TokenRow = { id: this.#nextId(), consumerId, type: 'verifier', createdAt: this.#now(), ...keys };
    this.#tokens.push(row);
    this.#cleanUp();
    this.#save();
    return row;
  }

  /** Turns a row into the next type, with a new token and secret; id, verifier and time of creation stay. */
  convertToken(row: TokenRow, type: 'request' | 'access'): TokenRow {
    Object.assign(row, { type, token: randomKey(), secret: randomKey() });
    this.#cleanUp();
    this.#save();
    return row;
  }

  deleteToken(id: number): void {
    this.#tokens = this.#tokens.filter((row) => row.id !== id);
    this.#save();
  }

  /** Lowest entity id first, as the database returns them. */
  tokensOf(consumerId: number): TokenRow[] {
    return this.#tokens.filter((row) => row.consumerId === consumerId);
  }

  tokenRow(token: string): TokenRow | undefined {
    return this.#tokens.find((row) => row.token === token);
  }

  /** False when this consumer has used the nonce before. */
  useNonce(consumerId: number, nonce: string): boolean {
    const key = `${consumerId} ${nonce}`;
    if (this.#nonces.has(key)) return false;
    this.#nonces.add(key);
    return true;
  }

  /** After each save, of every consumer's rows. (Magento\Integration\Model\Oauth\Token::afterSave) */
  #cleanUp(): void {
    if (!this.#cleansUp()) return;
    const oldest = this.#now().getTime() - REQUEST_TOKEN_LIFE_MINUTES * 60_000;
    this.#tokens = this.#tokens.filter((row) => row.type !== 'request' || row.createdAt.getTime() > oldest);
  }

  #save(): void {
    this.#storage?.save({
      lastId: this.#lastId,
      integrations: [...this.integrations.values()],
      consumers: [...this.#consumers.values()],
      tokens: this.#tokens,
    });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
