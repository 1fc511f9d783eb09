import { isoTime } from '../../../api/graphql-time.ts';
import type { Line, Text } from '../../../output/line.ts';
import type { Screen } from '../../../output/screen.ts';
import type { LastTest, Step } from '../state/integration-answer.ts';

/** What each code means, and what to do. */
const WORDS: Readonly<Record<string, string>> = {
  url_missing: 'there is no URL',
  url_refused: 'the URL is not called: it must be https, public and without a user name',
  dns_failed: 'its name leads nowhere: check the host name and its DNS record',
  tls_failed: 'its certificate is not accepted: check its chain, its names and its end',
  unreachable: 'nothing took the connection: check the port and the firewall',
  timeout: 'no answer came in time: answer first, work afterwards',
  token_failed: 'the token server gave no token: check tokenUri, clientId and the secret',
  status: 'it must answer with 2xx',
  answer: 'its answer broke off, was too large, or said that it failed',
  issuer_differs: 'the discovery document names another issuer: write that one',
  keys_missing: 'the provider publishes no keys',
  secret_missing: 'there is no client secret: send it',
  client_refused: 'the provider does not accept client id and secret',
  metadata_invalid: 'the metadata cannot be used',
};

/** What came of a test: a line for each URL, and for each step of signing in. */
export function testLines({ startedOn, endedOn, version, results, signIn }: LastTest, { time }: Screen): Line[] {
  const what = version === 'WORKING' ? 'the working configuration' : `version ${version}`;
  const state = endedOn ? '' : ', still under way';
  return [
    `  Of ${what}, ${time(isoTime(startedOn))}${state}`,
    ...results.map((result) => lineOf(result, `${result.eventType}  ${result.url ?? ''}`, result.httpStatus)),
    ...(signIn?.steps ?? []).map((step) => lineOf(step, `sign-in ${step.step}`)),
  ];
}

function lineOf(step: Step, what: string, status?: number | null): Line {
  const { success, errorCode, message, milliseconds } = step;
  const mark: Text = success ? { text: '  ok      ', style: 'green' } : { text: '  failed  ', style: 'red' };
  const facts = [status, milliseconds === null || milliseconds === undefined ? undefined : `${milliseconds} ms`];
  const shown = facts.filter((fact) => fact !== null && fact !== undefined).join(', ');
  const why = errorCode
    ? `: ${Object.hasOwn(WORDS, errorCode) ? WORDS[errorCode] : errorCode}${message ? ` (${message})` : ''}`
    : '';
  return [mark, `${what}${shown === '' ? '' : `  ${shown}`}${why}`];
}
