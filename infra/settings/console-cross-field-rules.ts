import type { Readable } from './reading/readable.ts';
import type { WrittenSettings } from './settings-schema.ts';

type Written = Readable<WrittenSettings>;
type Problem = readonly [path: string, message: string];

/** What is wrong between the settings of the console, and between them and the merchants' sign-in. */
export function consoleCrossFieldProblems({ console, signIn }: Written): Problem[] {
  if (console === undefined) return [];
  return [...providerProblems(console, signIn !== undefined), ...groupProblems(console)];
}

type Console = NonNullable<Written['console']>;

const POOL_CLAIM = 'cognito:groups';

function providerProblems({ signIn, claim = POOL_CLAIM }: Console, hasNoPool: boolean): Problem[] {
  if (signIn !== undefined) {
    if (claim !== POOL_CLAIM || isCognito(signIn.issuer)) return [];
    return [['console.claim', "must be set when console.signIn is: the claim that names a person's groups"]];
  }
  if (hasNoPool) {
    return [['console.signIn', 'must be set: signIn names a provider of your own, so the stack makes no user pool']];
  }
  if (claim === POOL_CLAIM) return [];
  return [['console.claim', 'must be left out: without console.signIn, groups of the user pool are meant']];
}

function groupProblems({ viewers = [], operators = [] }: Console): Problem[] {
  if (viewers.length + operators.length === 0) {
    return [['console.operators', 'must name a group: otherwise nobody may come in']];
  }
  const both = operators.filter((group) => viewers.includes(group));
  return both.map((group): Problem => ['console.viewers', `must not name "${group}": console.operators names it`]);
}

function isCognito(issuer: string | undefined): boolean {
  return issuer === undefined || /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\//.test(issuer);
}
