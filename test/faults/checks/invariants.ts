import { SEEN_KEY_LIFE_SECONDS } from '../../../functions/domain/handshake/consumer-key.ts';
import type { CellRun } from '../cell/cell-run.ts';
import { codeOn } from '../cell/merchant-journey.ts';
import type { End } from '../matrix/plan.ts';
import type { Evidence } from './evidence.ts';
import { checkInstructions, checkOutcomeReported } from './reported-outcome.ts';

/** Codes that say: the store has dropped or never knew the token, so nobody will ever honour it. */
const DEAD_TOKEN_CODES: readonly string[] = ['access_token_lost', 'token_rejected', 'consumer_unknown'];
/** Codes whose words lead to *Reauthorize*, or to a new integration: a lost token is reported by them. */
const CODES_THAT_REPORT_A_LOST_TOKEN: readonly string[] = [
  ...DEAD_TOKEN_CODES,
  'request_token_lost',
  'store_timeout',
  'interrupted',
  'permission_missing',
];

/** What is wrong with how a handshake has ended; nothing, when the invariant holds. */
export function violations(run: CellRun, evidence: Evidence): string[] {
  const { end } = run.cell.plan;
  const found = [
    ...endsAsPlanned(end, evidence),
    ...(end.is === 'unkept' ? nothingWasKept(evidence) : []),
    ...(end.is === 'unopened' ? nothingWasOpened(evidence) : secretsAreDeleted(evidence)),
    ...connectionWorks(evidence),
    ...tokensAreAccountedFor(run, evidence),
    ...machinesHaveEnded(evidence),
    ...(run.rival === undefined ? oneDecisionHolds(evidence) : oneAccountIsLinked(evidence)),
  ];
  if (evidence.item && end.is !== 'unopened') found.push(...checkOutcomeReported(run, evidence, outcomeOf(evidence)));
  if (run.missed()) found.push('the fault never struck');
  return found;
}

const outcomeOf = ({ item }: Evidence): string => item?.failure?.code ?? item?.stage ?? 'nothing kept';

const STAGES: Readonly<Record<End['is'], readonly string[]>> = {
  linked: ['linked'],
  'linked unseen': ['linked'],
  either: ['linked'],
  failed: [],
  unanswered: ['consent_timed_out'],
  unopened: ['received'],
  unkept: ['nothing kept'],
};

function endsAsPlanned(end: End, evidence: Evidence): string[] {
  const outcome = outcomeOf(evidence);
  const all = [...STAGES[end.is], ...('codes' in end ? end.codes : [])];
  return all.includes(outcome) ? [] : [`ended as ${outcome} instead of ${all.join(' or ')}`];
}

/** Magento's message could not be kept: Magento, the merchant and the operator were told so, and that is all. */
function nothingWasKept({ journey, metrics, ...rest }: Evidence): string[] {
  const answered = journey.activations.filter((activation) => activation.delivered && activation.status === 200);
  return [
    ...(answered.length > 0 ? ['Magento was told 200 for what was not kept'] : []),
    ...(codeOn(journey.end) === 'activation_unknown' ? [] : [`the popup says ${codeOn(journey.end)}`]),
    ...(metrics.includes('HurtCallbacks') ? [] : ['no metric']),
    ...nothingHappened(rest),
  ];
}

/** The popup could not come up: its merchant was told what to do, the operator sees it, and what was kept expires. */
function nothingWasOpened({ journey, metrics, expiresAt, ...rest }: Evidence): string[] {
  const lifeSeconds = (expiresAt ?? Number.POSITIVE_INFINITY) - Date.now() / 1000;
  return [
    ...(codeOn(journey.end) === 'internal' ? [] : [`the popup says ${codeOn(journey.end)}`]),
    ...checkInstructions(journey.end),
    ...(metrics.includes('BrokenPages') ? [] : ['no metric']),
    ...(lifeSeconds <= SEEN_KEY_LIFE_SECONDS ? [] : ['it does not expire']),
    ...nothingHappened(rest),
  ];
}

function nothingHappened({ connection, executions, events }: Pick<Evidence, 'connection' | 'executions' | 'events'>) {
  return connection || executions.length > 0 || events.length > 0 ? ['something happened all the same'] : [];
}

function connectionWorks({ item, connection, credentials }: Evidence): string[] {
  if (connection === undefined) return item?.stage === 'linked' ? ['linked without a connection'] : [];
  return [
    ...(credentials === 'work' ? [] : [`the connection's credentials do not work: ${credentials}`]),
    ...(connection.status === 'active' ? [] : [`the connection is ${connection.status}`]),
  ];
}

function secretsAreDeleted({ item, secretsLeft, requestTokenKept }: Evidence): string[] {
  if (item === undefined) return [];
  const left = [...secretsLeft, ...['answers', 'taskToken'].filter((name) => name in item)];
  if (requestTokenKept && (item.stage === 'linked' || DEAD_TOKEN_CODES.includes(item.failure?.code ?? ''))) {
    left.push('requestToken');
  }
  return left.length === 0 ? [] : [`still holds ${left.join(', ')}`];
}

/** Every token that the store has issued is kept, or its loss is told by a code that says so. */
function tokensAreAccountedFor(
  run: CellRun,
  { item, connection, requestTokenKept, tokens, journey }: Evidence,
): string[] {
  const issued = tokens.filter(({ type }) => type !== 'verifier');
  const code = item?.failure?.code ?? '';
  const reported = CODES_THAT_REPORT_A_LOST_TOKEN.includes(code);
  return issued.flatMap(({ type }) => {
    if (type === 'access' && connection === undefined && !reported && !isCheckFailure(run)) {
      return [`an access token was issued, and lost without a word (${code || item?.stage})`];
    }
    if (type === 'request' && item !== undefined && !requestTokenKept && !reported && !isFabricatedReply(run)) {
      return [`a request token was issued, and lost without a word (${code || item.stage})`];
    }
    return journey.activations.length === 0 ? ['nobody pressed Activate'] : [];
  });
}

/** The token was stored, tried, and found not to open the store: what it opens is told by its code. */
const isCheckFailure = (run: CellRun): boolean => run.cell.row === 'check' || run.cell.row === 'link';
/** The store's refusal was put on: its rows do not know of it. */
const isFabricatedReply = (run: CellRun): boolean => run.cell.plan.proxyFault?.kind === 'answer';

function machinesHaveEnded({ executions }: Evidence): string[] {
  return executions.filter(({ status }) => status === 'RUNNING').map(({ name }) => `${name} still runs`);
}

/** Whoever answers twice is told, both times, what holds. */
function oneDecisionHolds({ lines }: Evidence): string[] {
  const given = lines.filter(({ event }) => event === 'consent_given');
  // One that was not taken is told that nothing holds yet.
  const decisions = new Set(given.flatMap(({ decision }) => decision ?? []));
  return decisions.size > 1 ? ['two answers were taken'] : [];
}

/** Of two who connect one store, one is linked; the other is asked again, for a store that has an owner now. */
function oneAccountIsLinked({ item, rival, connection }: Evidence): string[] {
  const both = [item, rival];
  const linked = both.filter((one) => one?.stage === 'linked');
  const asked = both.filter((one) => one?.failure?.code === 'consent_declined');
  if (linked.length !== 1 || asked.length !== 1) return [`${linked.length} linked, ${asked.length} asked again`];
  return linked[0]?.activation === connection?.activation ? [] : ['the connection is of who was asked again'];
}
