import type { Minted } from './minted.ts';

/** OpenID Connect Core 1.0 §2: a `sub` must not exceed 255 characters. Also keeps the cookie within its 4 KB. */
export const ACCOUNT_ID_MAX_CHARACTERS = 255;
export const ACCOUNT_LABEL_MAX_CHARACTERS = 120;

/** The merchant's account at the vendor: who vouches for it, and the value of the claim the operator chose. */
export type Account = {
  /** The OpenID provider's issuer URL, or what `samlIssuer` makes of a SAML identity provider. */
  readonly issuer: string;
  /** The account claim's value: a `sub`, or an organisation. */
  readonly id: string;
  /** What the merchant recognises it by, mostly an e-mail address. Shown, never compared. */
  readonly label: string;
};

/** An account as one comparable string. */
export type AccountKey = Minted<string, 'AccountKey'>;

/** `#` cannot occur in an issuer (OpenID Connect Core 1.0 §2 forbids fragments), so the first one ends it. */
export function accountKey(account: Pick<Account, 'issuer' | 'id'>): AccountKey {
  return `${account.issuer}#${account.id}` as AccountKey;
}

const SAML_ISSUER = 'saml:';

/**
 * The issuer of accounts that a SAML identity provider vouches for. An entity id may be any URI, also another provider's
 * issuer URL: the scheme keeps both apart. `#` is escaped, and so is `%`, so that no two entity ids become one.
 */
export function samlIssuer(entityId: string): string {
  return `${SAML_ISSUER}${entityId.replaceAll('%', '%25').replaceAll('#', '%23')}`;
}
