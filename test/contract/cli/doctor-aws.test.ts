import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkAws } from '../../../cli/commands/doctor/checks/aws.ts';
import { openAws } from '../../../cli/commands/doctor/open-aws.ts';
import { type Account, type AwsError, openAwsServer, REGION, STACK } from './aws-server.ts';

const TIME = '20261126T100000Z';
const DENIED = 'User: arn:aws:iam::123456789012:user/olga is not authorized to perform this';
const EVENTS = 'Read its events in the console of CloudFormation, or with "aws cloudformation describe-stack-events".';

let server: Awaited<ReturnType<typeof openAwsServer>>;
beforeAll(async () => {
  server = await openAwsServer();
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret-key');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server?.close();
});

/** Each line that doctor has for an account, with what to do behind it. */
async function lines(account: Account, { region = REGION, stack = STACK }: { region?: string; stack?: string } = {}) {
  server.holds(account);
  const queues = {
    'health checks that failed': `${server.url}/123456789012/lost`,
    'looks that were given up': undefined,
  };
  const checks = await checkAws(await openAws({ region }), stack, queues);
  return checks.map(({ name, state, detail, next }) => [state, name, detail, ...(next ? [next] : [])].join(' | '));
}

/** As the three services word it, each in its own way. */
const everywhere = (status: number, query: string, json: string, message: string): Account => ({
  cloudformation: [status, query, message],
  lambda: [status, json, message],
  sqs: [status, json, message],
});

describe('what AWS says', () => {
  test('is how the stack is, whether functions may run at once, and what was given up', async () => {
    expect(await lines({})).toEqual([
      'ok | Stack | Handfast is UPDATE_COMPLETE',
      'ok | Concurrency | the account may run 1000 functions at once in this region',
      'ok | Dead letters | none in 1 queue',
    ]);
    expect(server.asked).toEqual(['cloudformation', 'lambda', 'sqs']);
    expect(await lines({ lambda: 10, sqs: 3 })).toEqual([
      'ok | Stack | Handfast is UPDATE_COMPLETE',
      'warning | Concurrency | the account may run 10 functions at once in this region | Ask AWS for more in Service Quotas: "Concurrent executions" of Lambda, usually 1,000.',
      'warning | Dead letters | 3 health checks that failed | docs/operators.md says what each queue holds, and how to send it again.',
    ]);
  });

  test.each<[string, string, string]>([
    ['CREATE_COMPLETE', 'ok', 'Handfast is CREATE_COMPLETE'],
    ['UPDATE_IN_PROGRESS', 'warning', 'Handfast is UPDATE_IN_PROGRESS | Wait until it is done, and check again.'],
    [
      'ROLLBACK_COMPLETE',
      'failed',
      `Handfast is ROLLBACK_COMPLETE: making it failed | ${EVENTS} Delete the stack, then deploy again.`,
    ],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      'warning',
      `Handfast is UPDATE_ROLLBACK_COMPLETE: its last update failed and was taken back | ${EVENTS} Then deploy again.`,
    ],
    [
      'UPDATE_ROLLBACK_FAILED',
      'failed',
      'Handfast is UPDATE_ROLLBACK_FAILED: its last update is half taken back | Mend what its events name, then "cdk rollback", or "aws cloudformation continue-update-rollback".',
    ],
    ['DELETE_FAILED', 'failed', `Handfast is DELETE_FAILED | ${EVENTS} Then deploy again.`],
  ])('of a stack that is %s is %s', async (cloudformation, state, said) => {
    expect((await lines({ cloudformation }))[0]).toBe(`${state} | Stack | ${said}`);
  });

  test('of a stack that is not in the region, or not in the account, is one line, and nothing of others', async () => {
    const next = 'Name the account with --profile or AWS_PROFILE, and the region with --region; or deploy it.';
    expect(await lines({}, { region: 'us-east-1' })).toEqual([
      `failed | Stack | there is no Handfast in us-east-1 in the account of these credentials | ${next}`,
    ]);
    expect(server.asked).toEqual(['cloudformation']);
    const gone: AwsError = [400, 'ValidationError', 'Stack with id Handfast does not exist'];
    expect(await lines({ cloudformation: gone })).toHaveLength(1);
  });

  test('to credentials without rights is which right each check lacks', async () => {
    const account = {
      ...everywhere(403, 'AccessDenied', 'AccessDeniedException', DENIED),
      lambda: 1_000,
    };
    expect(await lines(account)).toEqual([
      'not_asked | Stack | these credentials lack cloudformation:DescribeStacks | Have cloudformation:DescribeStacks allowed for their user or role.',
      'ok | Concurrency | the account may run 1000 functions at once in this region',
      'not_asked | Dead letters | these credentials lack sqs:GetQueueAttributes | Have sqs:GetQueueAttributes allowed for their user or role.',
    ]);
  });
});

const LOG_IN = 'Log in ("aws sso login"), or name a profile: --profile or AWS_PROFILE.';
const SKEWED = `Signature expired: ${TIME} is now earlier than 20261126T101500Z (20261126T102000Z - 5 min.)`;

describe('where AWS lets nobody in, one line says why, and what to do', () => {
  test.each<[string, Account, string]>([
    [
      'credentials that have expired',
      everywhere(403, 'ExpiredToken', 'ExpiredTokenException', 'The security token included in the request is expired'),
      `the AWS credentials have expired | ${LOG_IN}`,
    ],
    [
      'credentials that AWS does not know',
      everywhere(403, 'InvalidClientTokenId', 'UnrecognizedClientException', 'The security token is invalid.'),
      `AWS does not know these credentials, or not in this region | Check the access key and its secret, and whether the account uses the region. ${LOG_IN}`,
    ],
    [
      'a clock that is wrong',
      everywhere(403, 'SignatureDoesNotMatch', 'InvalidSignatureException', SKEWED),
      'AWS finds the clock of this computer wrong | Set the clock (NTP), and check again.',
    ],
  ])('%s', async (_, account, said) => {
    expect(await lines(account)).toEqual([`warning | AWS | ${said}`]);
    expect([...new Set(server.asked)]).toEqual(['cloudformation']);
    // The same where the outputs do not name the stack, so that Lambda is asked first.
    server.holds(account);
    const checks = await checkAws(await openAws({ region: REGION }), undefined, {});
    expect(checks.map(({ state, detail, next }) => `${state} | AWS | ${detail} | ${next}`)).toEqual([
      `warning | AWS | ${said}`,
    ]);
  });

  test('a region in which nothing answers', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    expect(await lines({}, { region: 'eu-central-9' })).toEqual([
      'warning | AWS | nothing answers in eu-central-9: nothing listens there | Check --region, and the network.',
    ]);
    vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  });

  test('no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    expect(await lines({})).toEqual([
      expect.stringMatching(
        /^not_asked \| AWS \| no AWS credentials \(.+\): log in \("aws sso login"\), or name a profile$/,
      ),
    ]);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  });
});
