import { ACCOUNT_ID_MAX_CHARACTERS, ACCOUNT_LABEL_MAX_CHARACTERS, type Account } from '../../domain/account.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** What an OpenID provider says about a user, unchecked but for its signature. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim's name, used as it is (`https://acme.example/org` is one), or the path of names to a nested one. */
export type AccountClaim = string | readonly string[];

const LABELS = ['email', 'name', 'preferred_username'] as const;

/**
 * The account that claims name.
 *
 * @param claim the claim that the operator chose
 * @throws Refusal `account_unclear`
 */
export function accountOf(issuer: string, claims: Claims, claim: AccountClaim): Account {
  const id = idOf(claims, claim);
  if (id === undefined) throw new Refusal('account_unclear');
  return { issuer, id, label: (labelOf(claims) ?? id).slice(0, ACCOUNT_LABEL_MAX_CHARACTERS) };
}

/** True when asking the userinfo endpoint cannot add to what the ID token says. */
export function isComplete(claims: Claims, claim: AccountClaim): boolean {
  return namesAccount(claims, claim) && textOf(claims, 'email') !== undefined;
}

export function namesAccount(claims: Claims, claim: AccountClaim): boolean {
  return idOf(claims, claim) !== undefined;
}

/** @returns undefined also for a number that JSON could not hold exactly: two accounts would become one */
function idOf(claims: Claims, claim: AccountClaim): string | undefined {
  const value = [claim].flat().reduce<unknown>(memberOf, claims);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.length <= ACCOUNT_ID_MAX_CHARACTERS ? value : undefined;
}

/** Never into a list: which of several organisations is meant is unknown. */
function memberOf(within: unknown, name: string): unknown {
  if (typeof within !== 'object' || within === null || Array.isArray(within)) return undefined;
  return Object.hasOwn(within, name) ? Reflect.get(within, name) : undefined;
}

function labelOf(claims: Claims): string | undefined {
  return LABELS.map((name) => textOf(claims, name)).find((text) => text !== undefined);
}

function textOf(claims: Claims, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
