import * as z from 'zod';
import { SCOPES, type Scope } from '../../functions/domain/api/scopes.ts';
import { PRODUCT_ID } from '../../functions/domain/ids.ts';

const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
function quoted(list: readonly string[]): string {
  return list.map((word) => `"${word}"`).join(', ');
}

const scopes = z
  .array(z.enum(SCOPES, `must be one of ${quoted(SCOPES)}`), `must be a list of ${quoted(SCOPES)}`)
  .min(1, 'must name at least one scope');

const products = z
  .array(
    z.string('must be the id of a product').regex(PRODUCT_ID, 'must be the id of a product'),
    'must be a list of product ids',
  )
  .min(1, 'must name at least one product; leave it out to let the client see all of them');

const client = z.strictObject({
  /** Of a client that the stack makes. */
  name: z.string(NAME).regex(PRODUCT_ID, NAME).optional(),
  /** Of a client that the operator's own issuer knows: the claim `client_id` of its access tokens. */
  clientId: z.string('must be a client id').min(1, 'must not be empty').optional(),
  /** Of a client that the stack makes; an issuer of the operator's own gives scopes itself. */
  scopes: scopes.optional(),
  /** The only products whose connections it may see. */
  products: products.optional(),
});

/** A Cognito app client that the stack makes. */
export type PoolClient = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly products?: readonly string[] | undefined;
};
export type IssuerClient = { readonly clientId: string; readonly products?: readonly string[] | undefined };

/**
 * Who may use the API besides clients that are made at run time: clients of Cognito, clients of the operator's own issuer,
 * or whoever signs with AWS credentials.
 */
export type ApiSettings =
  | {
      readonly kind: 'own';
      /** Whether the settings say so; otherwise nothing says that there was no client of Cognito before. */
      readonly isChosen: boolean;
    }
  | { readonly kind: 'pool'; readonly clients: readonly PoolClient[] }
  | {
      readonly kind: 'issuer';
      readonly issuer: string;
      readonly audience: readonly [string, ...string[]];
      /** Undefined: every client that holds a token for the audience. */
      readonly clients: readonly IssuerClient[] | undefined;
    }
  | { readonly kind: 'iam' };

/** Where every caller signs with AWS credentials and no events are sent to vendors, nobody needs a token. */
export function takesTokens({
  api,
  integrations,
}: {
  readonly api: ApiSettings;
  readonly integrations: boolean;
}): boolean {
  return api.kind !== 'iam' || integrations;
}

/** Without `credentials`: that scope must be asked for. */
const DEFAULT_SCOPES: readonly Scope[] = ['read', 'call', 'write'];
const DEFAULT_CLIENTS: z.output<typeof client>[] = [{ name: 'backend' }];

/** Their ids are in the environment of functions, which holds 4 KB. */
const MAX_CLIENTS = 50;

export const apiShape = z.strictObject({
  /**
   * `jwt`: access tokens of clients that are made at run time, and of `issuer` or `clients` where there are any;
   * `cognito`: of clients in Cognito as well, one of them if `clients` names none; `iam`: requests signed with AWS
   * credentials (SigV4).
   */
  auth: z.enum(['jwt', 'cognito', 'iam'], 'must be "jwt", "cognito" or "iam"').default('jwt'),
  /** Who else issues tokens: an OAuth 2.0 server with a discovery document. */
  issuer: z.url('must be a URL').optional(),
  /** What its tokens for this API have in `aud`. */
  audience: z
    .array(z.string('must be a string').min(1, 'must not be empty'), 'must be a list of audiences')
    .min(1, 'must name at least one audience')
    .optional(),
  clients: z
    .array(client, 'must be a list of clients')
    .max(MAX_CLIENTS, `must name at most ${MAX_CLIENTS} clients; make more of them at run time`)
    .optional(),
});

export type ApiShape = z.output<typeof apiShape>;

/** @param shape whose combinations `api-cross-field-rules.ts` has passed */
export function toApiSettings({ auth, issuer, audience: [first, ...others] = [], clients }: ApiShape): ApiSettings {
  if (auth === 'iam') return { kind: 'iam' };
  if (issuer === undefined) {
    const named = clients ?? (auth === 'cognito' ? DEFAULT_CLIENTS : []);
    if (named.length === 0) return { kind: 'own', isChosen: clients !== undefined };
    const made = named.map(({ name = '', scopes = DEFAULT_SCOPES, products }) => ({
      name,
      scopes,
      products,
    }));
    return { kind: 'pool', clients: made };
  }
  const known = clients?.map(({ clientId = '', products }) => ({ clientId, products }));
  return { kind: 'issuer', issuer, audience: [first ?? '', ...others], clients: known };
}
