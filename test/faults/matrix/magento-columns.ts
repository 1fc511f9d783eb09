import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { Column, NotApplicable, Plan } from './plan.ts';
import { failedWith } from './plan.ts';
import type { Row } from './rows.ts';
import { FACTS } from './rows.ts';

type Problem = {
  readonly text: string;
  readonly status: number;
  /** What it means on a token call. */
  readonly code: RefusalCode;
  /** What it means as the message of a REST call, where that differs. */
  readonly rest?: RefusalCode;
  readonly parameters?: Readonly<Record<string, string>>;
};

/** Every way in which Magento 2 says no, by its own texts. */
const PROBLEMS: readonly Problem[] = [
  { text: 'Consumer key has expired', status: 401, code: 'consumer_key_expired' },
  {
    text: 'Cannot create request token because consumer token is not a verifier token',
    status: 401,
    code: 'request_token_lost',
  },
  {
    text: 'Cannot get access token because consumer token is not a request token',
    status: 401,
    code: 'access_token_lost',
  },
  { text: 'Specified token does not exist', status: 401, code: 'token_rejected' },
  { text: 'A consumer having the specified key does not exist', status: 401, code: 'consumer_unknown' },
  { text: 'The signature is invalid. Verify and try again.', status: 401, code: 'signature_rejected' },
  { text: 'The nonce is already being used by the consumer with ID 7', status: 401, code: 'token_refused' },
  {
    text: "The consumer isn't authorized to access %resources.",
    status: 401,
    code: 'permission_missing',
    parameters: { resources: 'Magento_Backend::admin' },
  },
  {
    text: '"oauth_consumer_key" is required. Enter and try again, "oauth_nonce" is required. Enter and try again',
    status: 400,
    code: 'authorization_header_missing',
    rest: 'store_invalid_response',
  },
  {
    text: 'Incorrect timestamp value in the oauth_timestamp parameter',
    status: 400,
    code: 'timestamp_rejected',
    rest: 'store_invalid_response',
  },
  { text: 'internal_error&message=empty_message', status: 500, code: 'token_refused', rest: 'store_error' },
];

export const magentoColumns: readonly Column[] = PROBLEMS.map((problem) => ({
  name: `oauth_problem ${problem.status} ${problem.text.slice(0, 40)}`,
  passes: false,
  plan: (row) => plan(problem, row),
}));

function plan({ text, status, code, rest, parameters }: Problem, row: Row): Plan | NotApplicable {
  const { asks } = FACTS[row];
  if (asks?.who !== 'store') return { reason: 'Magento answers the token calls and the check only' };
  const { endpoint } = asks;
  const json = endpoint === 'rest';
  const body = json ? JSON.stringify({ message: text, parameters }) : `oauth_problem=${encodeURIComponent(text)}`;
  const proxyFault = { kind: 'answer', endpoint, times: Number.POSITIVE_INFINITY, status, body } as const;
  return { proxyFault, end: failedWith(json ? (rest ?? code) : code) };
}
