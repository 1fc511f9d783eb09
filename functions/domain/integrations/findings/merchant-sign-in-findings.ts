import { X509Certificate } from 'node:crypto';
import {
  isDiscoveryAddress,
  type MerchantSignIn,
  type OpenIdConnectSignIn,
  type SamlSignIn,
} from '../merchant-sign-in.ts';
import { error, type Finding, warning } from './finding.ts';
import { type UrlRules, urlFindings } from './url-findings.ts';

const AT = 'merchantSignIn';
const EXPIRING_DAYS = 30;

/** What is wrong with how merchants would sign in. */
export function merchantSignInFindings(
  signIn: MerchantSignIn | undefined,
  rules: UrlRules,
  now: Date,
): readonly Finding[] {
  switch (signIn?.kind) {
    case undefined:
      return [];
    case 'openIdConnect':
      return openIdFindings(signIn, rules);
    case 'saml':
      return samlFindings(signIn, rules, now);
    default:
      return signIn satisfies undefined;
  }
}

function openIdFindings({ issuer, clientId, secret, scope }: OpenIdConnectSignIn, rules: UrlRules): readonly Finding[] {
  return [
    ...urlFindings(issuer, [AT, 'issuer'], rules),
    ...(/[?#]/.test(issuer) ? [error('ISSUER_INVALID', [AT, 'issuer'], 'An issuer has neither a query nor #.')] : []),
    ...(isDiscoveryAddress(issuer)
      ? [error('ISSUER_INVALID', [AT, 'issuer'], 'Give the issuer, not the address of its discovery document.')]
      : []),
    ...(clientId === '' ? [error('CLIENT_ID_MISSING', [AT, 'clientId'], 'Without clientId nobody can sign in.')] : []),
    ...(secret === undefined
      ? [error('SECRET_MISSING', [AT, 'clientSecret'], 'Without clientSecret nobody can sign in. Send it (again).')]
      : []),
    ...(scope.split(' ').includes('openid')
      ? []
      : [error('SCOPE_INVALID', [AT, 'scope'], 'Without openid in scope a provider says nothing of who signed in.')]),
  ];
}

function samlFindings(
  { provider, metadataUrl, accountAttribute, allowSha1 }: SamlSignIn,
  rules: UrlRules,
  now: Date,
): readonly Finding[] {
  return [
    ...(provider === undefined ? [] : urlFindings(provider.ssoUrl, [AT, 'ssoUrl'], rules)),
    ...(metadataUrl === undefined ? [] : urlFindings(metadataUrl, [AT, 'metadataUrl'], rules)),
    ...(provider === undefined ? [] : certificateFindings(provider.certificates, now)),
    ...(accountAttribute === undefined
      ? [
          warning(
            'ACCOUNT_BY_NAME_ID',
            [AT, 'accountAttribute'],
            'The NameID names the account, so transient ones are refused. Have your provider send persistent ones, or set accountAttribute.',
          ),
        ]
      : []),
    ...(allowSha1 ? [warning('SHA1_ALLOWED', [AT, 'allowSha1'], 'Signatures with SHA-1 can be forged.')] : []),
  ];
}

/** Of several, one is enough: the others are being replaced. Expired ones are used all the same. */
function certificateFindings(certificates: readonly string[], now: Date): readonly Finding[] {
  const ends = certificates.map((one) => new X509Certificate(Buffer.from(one, 'base64')).validToDate.getTime());
  const daysLeft = (Math.max(...ends) - now.getTime()) / 86_400_000;
  if (daysLeft >= EXPIRING_DAYS) return [];
  const renew = 'Give its new metadata when it has another one.';
  return daysLeft < 0
    ? [warning('CERTIFICATE_EXPIRED', [AT, 'metadataXml'], `Your provider's certificate has expired. ${renew}`)]
    : [warning('CERTIFICATE_EXPIRING', [AT, 'metadataXml'], `Your provider's certificate expires soon. ${renew}`)];
}

/**
 * What makes accounts: who vouches for them, and by what they are told apart. Whoever signs in under another one is
 * another account, though the same person.
 */
export function isSameIdentity(one: MerchantSignIn | undefined, other: MerchantSignIn | undefined): boolean {
  return identityOf(one) === identityOf(other);
}

function identityOf(signIn: MerchantSignIn | undefined): string {
  switch (signIn?.kind) {
    case undefined:
      return '';
    case 'openIdConnect':
      return JSON.stringify([signIn.issuer, signIn.accountClaim]);
    case 'saml':
      return JSON.stringify(['saml', signIn.provider?.entityId ?? signIn.metadataUrl, signIn.accountAttribute]);
    default:
      return signIn satisfies undefined;
  }
}

/** Whether an identity provider keeps its name and none of its certificates: whoever holds the new keys names its users. */
export function sharesNoCertificate(one: MerchantSignIn | undefined, other: MerchantSignIn | undefined): boolean {
  const [before, after] = [one, other].map((signIn) => (signIn?.kind === 'saml' ? signIn.provider : undefined));
  if (before === undefined || after === undefined || before.entityId !== after.entityId) return false;
  return !after.certificates.some((certificate) => before.certificates.includes(certificate));
}

export const CERTIFICATES_REPLACED = warning(
  'CERTIFICATES_REPLACED',
  [AT, 'metadataXml'],
  'None of the published certificates is left. Whoever holds the keys of the new ones can sign in as any merchant: make sure that they are those of your identity provider.',
);

export const ISSUER_CHANGED = warning(
  'ISSUER_CHANGED',
  [AT],
  'Stores are connected to accounts that merchants have by another sign-in. With this one they are strangers: they are told that their store belongs to another account. Move connections by POST /v1/connections/{id}/account.',
);
