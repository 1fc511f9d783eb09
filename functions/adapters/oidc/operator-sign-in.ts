import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ConsoleAccess } from '../lambda/environment.ts';
import { type Claims, memberOf } from './account-claims.ts';
import { type Access, openOpenIdSignIn, type UnderWay } from './openid-sign-in.ts';

/** Somebody of the vendor, as their provider knows them. */
export type Operator = {
  readonly sub: string;
  /** What colleagues know them by: their e-mail address, or the id where there is none. */
  readonly name: string;
  readonly groups: readonly string[];
};
export type OperatorSignIn = ReturnType<typeof openOperatorSignIn>;

const NAME_MAX_CHARACTERS = 120;
const SUB_MAX_CHARACTERS = 255;

/**
 * Says who has signed in, and which groups they are in.
 *
 * @throws Error for an issuer that is neither https nor an allowed loopback one
 */
export function openOperatorSignIn({ signIn, claim }: Pick<ConsoleAccess, 'signIn' | 'claim'>, access: Access) {
  const provider = openOpenIdSignIn(signIn, access);
  const wanted = {
    isComplete: (claims: Claims) => groupsIn(claims, claim) !== undefined && typeof claims['email'] === 'string',
    isEnough: (claims: Claims) => groupsIn(claims, claim) !== undefined,
  };
  return {
    /** @throws Refusal `signin_unavailable` */
    begin: (again: boolean) => provider.begin('', again),

    /** @throws Refusal `signin_refused`, `signin_unavailable`, `account_unclear` */
    complete: (query: URLSearchParams, underWay: UnderWay): Promise<Operator> =>
      provider.complete(query, underWay, wanted, ({ claims }) => operatorOf(claims, claim)),
  };
}

function operatorOf(claims: Claims, claim: ConsoleAccess['claim']): Operator {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub.length > SUB_MAX_CHARACTERS) throw new Refusal('account_unclear');
  return { sub, name: nameOf(claims) ?? sub, groups: groupsIn(claims, claim) ?? [] };
}

/** @returns undefined where the claim is absent, or is neither a text nor a list of texts */
function groupsIn(claims: Claims, claim: ConsoleAccess['claim']): readonly string[] | undefined {
  const value = [claim].flat().reduce<unknown>(memberOf, claims);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

/** What providers say of an address that they have verified: some as a text, some nothing. */
const VERIFIED: readonly unknown[] = [true, 'true', undefined];

/** No name that people give themselves: it could be a colleague's. Without characters that are not seen. */
function nameOf({ email, email_verified: isVerified }: Claims): string | undefined {
  if (typeof email !== 'string' || !VERIFIED.includes(isVerified)) return undefined;
  return email.replace(/\p{C}/gu, '').trim().slice(0, NAME_MAX_CHARACTERS) || undefined;
}
