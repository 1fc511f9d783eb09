import { ACCOUNT_ID_MAX_CHARACTERS, ACCOUNT_LABEL_MAX_CHARACTERS, type Account } from '../../domain/account.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** What an OpenID provider says about a user, unchecked but for its signature. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim's name, used as it is (`https://acme.example/org` is one), or the path of names to a nested one. */
export type AccountClaim = string | readonly string[];

const NAME_MAX_CHARACTERS = 60;

/** An e-mail address that was not verified may be anybody's, and so may a name that looks like one. */
const NAMES = ['name', 'preferred_username'] as const;
const LOOKS_LIKE_EMAIL = /@|\uff20|\ufe6b/;

/**
 * The account that claims name.
 *
 * @param claim the claim that the operator chose
 * @throws Refusal `account_unclear`; `email_unverified` where the address is the account, and nobody has verified it
 */
export function accountOf(issuer: string, claims: Claims, claim: AccountClaim): Account {
  const id = idOf(claims, claim);
  if (id === undefined) throw new Refusal('account_unclear');
  if (isEmail(claim) && claims['email_verified'] !== true) throw new Refusal('email_unverified');
  return { issuer, id, label: labelOf(claims, id).slice(0, ACCOUNT_LABEL_MAX_CHARACTERS) };
}

/** True when asking the userinfo endpoint cannot add to what the ID token says. */
export function isComplete(claims: Claims, claim: AccountClaim): boolean {
  return namesAccount(claims, claim) && saysOfEmail(claims) && textOf(claims, 'email') !== undefined;
}

/** The ID token's claims, and what the userinfo endpoint adds. An address and whether it was verified stay together. */
export function merged<C extends Claims>(userInfo: Claims, claims: C): Claims {
  const { email, email_verified, ...others } = userInfo;
  if (claims['email'] === undefined) return { ...others, ...claims, email, email_verified };
  return { ...others, ...(email === claims['email'] && { email_verified }), ...claims };
}

/** True when it is settled which account it is; for an e-mail address, also whether it was verified. */
export function namesAccount(claims: Claims, claim: AccountClaim): boolean {
  return idOf(claims, claim) !== undefined && (!isEmail(claim) || saysOfEmail(claims));
}

/** @returns undefined also for a number that JSON could not hold exactly: two accounts would become one */
function idOf(claims: Claims, claim: AccountClaim): string | undefined {
  const value = [claim].flat().reduce<unknown>(memberOf, claims);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.length <= ACCOUNT_ID_MAX_CHARACTERS ? value : undefined;
}

/** Never into a list: which of several organisations is meant is unknown. */
export function memberOf(within: unknown, name: string): unknown {
  if (typeof within !== 'object' || within === null || Array.isArray(within)) return undefined;
  return Object.hasOwn(within, name) ? Reflect.get(within, name) : undefined;
}

function saysOfEmail(claims: Claims): boolean {
  return claims['email_verified'] !== undefined;
}

function isEmail(claim: AccountClaim): boolean {
  return [claim].flat().join('.') === 'email';
}

/**
 * What the merchant recognises the account by: a verified e-mail address, otherwise a name with the account's id after it.
 * Anybody may give themselves any name, so a name alone could pass for somebody else's.
 */
function labelOf(claims: Claims, id: string): string {
  const email = claims['email_verified'] === true ? textOf(claims, 'email') : undefined;
  if (email !== undefined) return email;
  const name = NAMES.map((claim) => textOf(claims, claim)).find(
    (text) => text !== undefined && !LOOKS_LIKE_EMAIL.test(text),
  );
  return name === undefined ? id : `${plain(name)} (${id})`;
}

/** Without characters that are not seen, or that turn others around; short enough to leave the id in view. */
function plain(name: string): string {
  return name.replace(/\p{C}/gu, '').slice(0, NAME_MAX_CHARACTERS);
}

function textOf(claims: Claims, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
