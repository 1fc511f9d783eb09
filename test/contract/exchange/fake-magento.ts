import { randomUUID } from 'node:crypto';
import type { Credentials, Token } from '../../../functions/adapters/magento/magento-store.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';

type Row = { type: 'verifier' | 'request' | 'access'; readonly verifier: string; token: string; tokenSecret: string };
type Integration = { readonly secret: string; readonly rows: Row[] };

/** What Magento posts when an integration is activated. */
export type Posted = { readonly consumerKey: string; readonly consumerSecret: string; readonly verifier: string };

/** The token rows of one Magento, as wire-facts 1.5 and 2 describe them; without HTTP and signatures. */
export class FakeMagento {
  /** Answers every REST call with 200, whatever its signature. */
  letsEverybodyIn = false;
  /** What it does instead of answering REST calls with a broken and a right signature. */
  restFault: (() => number) | undefined;
  readonly #integrations = new Map<string, Integration>();

  /** Creates an integration; its consumer key. */
  add(key: string = randomUUID(), secret: string = randomUUID()): string {
    this.#integrations.set(key, { secret, rows: [] });
    return key;
  }

  /** *Activate*: an unspent verifier is sent again. */
  activate(key: string): Posted {
    const { secret, rows } = this.#of(key);
    let row = rows.find(({ type }) => type === 'verifier');
    if (row === undefined) {
      row = { type: 'verifier', verifier: randomUUID(), token: '', tokenSecret: '' };
      rows.push(row);
    }
    return { consumerKey: key, consumerSecret: secret, verifier: row.verifier };
  }

  /** *Reauthorize*: deletes the first row only. */
  reauthorize(key: string): Posted {
    this.#of(key).rows.shift();
    return this.activate(key);
  }

  /** Whether the integration shows as *Active*. */
  isActive(key: string): boolean {
    return this.#of(key).rows.some(({ type }) => type === 'access');
  }

  requestToken(key: string, secret: string): Token {
    const [first] = this.#known(key, secret).rows;
    if (first?.type !== 'verifier') throw new Refusal('request_token_lost');
    return Object.assign(first, { type: 'request', ...newToken() });
  }

  accessToken(key: string, secret: string, token: Token, verifier: string): Token {
    const row = this.#known(key, secret).rows.find((one) => one.type === 'request' && one.token === token.token);
    if (row === undefined || row.verifier !== verifier) throw new Refusal('token_rejected');
    return Object.assign(row, { type: 'access', ...newToken() });
  }

  /** The status of a REST call. */
  rest({ consumerKey, token, tokenSecret }: Credentials): number {
    if (this.restFault !== undefined) return this.restFault();
    if (this.letsEverybodyIn) return 200;
    const row = this.#integrations.get(consumerKey)?.rows.find((one) => one.type === 'access' && one.token === token);
    return row?.tokenSecret === tokenSecret ? 200 : 401;
  }

  #of(key: string): Integration {
    const integration = this.#integrations.get(key);
    if (integration === undefined) throw new Refusal('consumer_unknown');
    return integration;
  }

  #known(key: string, secret: string): Integration {
    const integration = this.#of(key);
    if (integration.secret !== secret) throw new Refusal('signature_rejected');
    return integration;
  }
}

const newToken = (): Token => ({ token: randomUUID(), tokenSecret: randomUUID() });
