import { isRefusalCode } from '../../functions/handshake/refusal.ts';
import type { Evidence } from './evidence.ts';
import { codeOn } from './journey.ts';
import type { End } from './plan.ts';
import type { Run } from './run.ts';

/** Codes that say: the store has dropped or never knew the token, so nobody will ever honour it. */
const DEAD_TOKEN: readonly string[] = ['access_token_lost', 'token_rejected', 'consumer_unknown'];
/** Codes whose words lead to *Reauthorize*, or to a new integration: a lost token is reported by them. */
const REPORT_A_LOSS: readonly string[] = [
  ...DEAD_TOKEN,
  'request_token_lost',
  'store_silent',
  'interrupted',
  'permission_missing',
];

/** What is wrong with how a handshake has ended; nothing, when the invariant holds. */
export function violations(run: Run, evidence: Evidence): string[] {
  const { end } = run.cell.plan;
  const found = [
    ...endsAs(end, evidence),
    ...(end.is === 'unkept' ? nothingHappened(evidence) : []),
    ...connectionIsSound(evidence),
    ...secretsAreGone(evidence),
    ...tokensAreAccounted(run, evidence),
    ...machinesHaveEnded(evidence),
  ];
  if (evidence.item) found.push(...everybodyKnows(run, evidence));
  if (run.missed()) found.push('the fault never struck');
  return found;
}

const outcomeOf = ({ item }: Evidence): string => item?.failure?.code ?? item?.stage ?? 'nothing kept';

function endsAs(end: End, evidence: Evidence): string[] {
  const outcome = outcomeOf(evidence);
  const expected: readonly string[] =
    end.is === 'linked' || end.is === 'either' ? ['linked'] : end.is === 'unanswered' ? ['consent_timed_out'] : [];
  const codes: readonly string[] = 'codes' in end ? end.codes : [];
  const all = end.is === 'unkept' ? ['nothing kept'] : [...expected, ...codes];
  return all.includes(outcome) ? [] : [`ended as ${outcome} instead of ${all.join(' or ')}`];
}

function nothingHappened({ told, connection, executions, events }: Evidence): string[] {
  const answered = told.activations.filter((activation) => activation.delivered && activation.status === 200);
  return [
    ...(answered.length > 0 ? ['Magento was told 200 for what was not kept'] : []),
    ...(connection || executions.length > 0 || events.length > 0 ? ['something happened all the same'] : []),
    ...(codeOn(told.end) === 'activation_unknown' ? [] : [`the popup says ${codeOn(told.end)}`]),
  ];
}

function connectionIsSound({ item, connection, credentials }: Evidence): string[] {
  if (connection === undefined) return item?.stage === 'linked' ? ['linked without a connection'] : [];
  return [
    ...(credentials === 'work' ? [] : [`the connection's credentials do not work: ${credentials}`]),
    ...(connection.status === 'active' ? [] : [`the connection is ${connection.status}`]),
  ];
}

function secretsAreGone({ item }: Evidence): string[] {
  if (item === undefined) return [];
  const left = ['secrets', 'credentials', 'taskToken'].filter((name) => name in item);
  if ('requestToken' in item && (item.stage === 'linked' || DEAD_TOKEN.includes(item.failure?.code ?? ''))) {
    left.push('requestToken');
  }
  return left.length === 0 ? [] : [`still holds ${left.join(', ')}`];
}

/** Every token that the store has issued is kept, or its loss is told by a code that says so. */
function tokensAreAccounted(run: Run, { item, connection, tokens, told }: Evidence): string[] {
  const issued = tokens.filter(({ type }) => type !== 'verifier');
  const code = item?.failure?.code ?? '';
  const told_ = REPORT_A_LOSS.includes(code);
  return issued.flatMap(({ type }) => {
    if (type === 'access' && connection === undefined && !told_ && !isCheckFailure(run)) {
      return [`an access token was issued, and lost without a word (${code || item?.stage})`];
    }
    if (type === 'request' && item !== undefined && !('requestToken' in item) && !told_ && !isPutOn(run)) {
      return [`a request token was issued, and lost without a word (${code || item.stage})`];
    }
    return told.activations.length === 0 ? ['nobody pressed Activate'] : [];
  });
}

/** The token was stored, tried, and found not to open the store: what it opens is told by its code. */
const isCheckFailure = (run: Run): boolean => run.cell.row === 'check' || run.cell.row === 'link';
/** The store's refusal was put on: its rows do not know of it. */
const isPutOn = (run: Run): boolean => run.cell.plan.front?.kind === 'answer';

function machinesHaveEnded({ executions }: Evidence): string[] {
  return executions.filter(({ status }) => status === 'RUNNING').map(({ name }) => `${name} still runs`);
}

function everybodyKnows(run: Run, evidence: Evidence): string[] {
  const { item, events } = evidence;
  const outcome = outcomeOf(evidence);
  const about = events.filter(({ detail }) => detail['activation'] === item?.activation);
  const ids = new Set(about.map(({ detail }) => detail['id']));
  const types = new Set(about.map((event) => event['detail-type']));
  return [
    ...(isRefusalCode(outcome) ? failureIsTold(outcome, evidence) : []),
    ...(outcome === 'linked' ? linkIsTold(run, evidence) : []),
    ...(ids.size === 1 && types.size === 1 ? [] : [`${about.length} events of ${types.size} types were announced`]),
  ];
}

function failureIsTold(code: string, { lines, reopened }: Evidence): string[] {
  const paragraphs = reopened?.document.querySelectorAll('p').length ?? 0;
  const logged = lines.some((line) => line.event === 'activation_failed' && line.code === code);
  return [
    ...(reopened && codeOn(reopened) === code ? [] : [`the popup says ${reopened && codeOn(reopened)}`]),
    // What happened, what to do, and the reference.
    ...(paragraphs >= 3 ? [] : ['the popup does not say what to do']),
    ...(logged ? [] : ['no log line']),
  ];
}

function linkIsTold({ store }: Run, { lines, told: { end } }: Evidence): string[] {
  return [
    ...(end.url === store.successCallback
      ? []
      : [`the popup ended at ${end.status} ${end.url} ${end.text.slice(0, 120)}`]),
    ...(lines.some(({ event }) => event === 'activation_linked') ? [] : ['no log line']),
  ];
}
