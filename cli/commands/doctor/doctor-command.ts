import type { Command } from 'commander';
import { findApi } from '../../api/api-access.ts';
import { findSource, type Source } from '../../api/deployment.ts';
import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import { localTime } from '../../output/times.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { checkLines } from './check-lines.ts';
import type { LostQueues } from './checks/aws.ts';
import { examine, type Patient } from './examine.ts';
import { openAws, regionIn } from './open-aws.ts';

type Options = ApiOptions & {
  readonly signInClient?: string;
  readonly region?: string;
  readonly profile?: string;
};

/** `handfast doctor`. */
export function addDoctor(program: Command, shell: Shell): void {
  const doctor = program
    .command('doctor')
    .description('Checks that everything can be reached and is set up, and says what to do where it is not.')
    .option('--sign-in-client <id>', 'of Handfast at the OpenID provider, to ask it about the redirect URI')
    .option('--region <region>', 'AWS region, where the address does not say it')
    .option('--profile <name>', 'profile of the AWS credentials')
    .action(async (options: Options) => {
      const checks = await examine(await patientFor(options, shell), (stage) => shell.progress.show('Checking', stage));
      const count = (state: string) => checks.filter((check) => check.state === state).length;
      const failures = count('failed');
      shell.show(options, {
        json: { failed: failures, warnings: count('warning'), checks },
        human: () => checkLines(checks),
        exitCode: failures > 0 ? EXIT_FAILED : EXIT_DONE,
      });
    });
  teach(withDeployment(doctor), {
    examples: ['doctor', 'doctor --local', 'doctor --sign-in-client handfast --json'],
    notes: [
      `Checks the API and its token URL, versions and clocks, certificates, an own domain, the URLs of each product, the OpenID
provider and its redirect URI, broken stores and deliveries; with AWS credentials, the stack, how many functions may run at
once, and dead letters. Nothing is changed.`,
    ],
    scopes: ['connections:read', 'integrations:read'],
    exits: { done: 'nothing failed; there may be warnings', failed: 'something failed' },
  });
}

async function patientFor(options: Options, { io }: Shell): Promise<Patient> {
  const source = findSource(options, io.environment, 'ApiUrl');
  const access = findApi(options, io.environment);
  const read = (output: string) => (source.kind === 'outputs' ? source.read(output) : undefined);
  const isLocal = source.kind === 'local';
  const { AWS_REGION, AWS_DEFAULT_REGION } = io.environment;
  const region = options.region ?? regionIn([access.url, read('KeyArn')]) ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  return {
    access,
    signInClient: options.signInClient ?? (isLocal ? await clientOfLocalMode() : undefined),
    domainTarget: read('DomainTarget'),
    aws: isLocal ? 'local mode is not in AWS' : await openAws({ region, profile: options.profile }),
    stack: source.kind === 'outputs' ? source.stack : undefined,
    queues: queuesOf(source),
    time: (iso) => localTime(iso, io.timeZone),
  };
}

async function clientOfLocalMode(): Promise<string> {
  return (await import('../../../infra/local/openid/provider.ts')).CLIENT_ID;
}

function queuesOf(source: Source): LostQueues {
  if (source.kind !== 'outputs') return {};
  return {
    'health checks that failed': source.read('ProbesLostUrl'),
    'events that could not be tried': source.read('WebhooksLostUrl'),
    'events that could not be delivered': source.read('DeadLettersUrl'),
    'looks at stores that were given up': queueUrl(source.read('SyncLostArn')),
  };
}

function queueUrl(arn: string | undefined): string | undefined {
  const [, partition, , region, account, name] = arn?.split(':') ?? [];
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return name === undefined ? undefined : `https://sqs.${region}.${suffix}/${account}/${name}`;
}
