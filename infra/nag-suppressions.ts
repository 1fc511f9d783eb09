import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Handfast } from './handfast.ts';

type Finding = { readonly id: string; readonly reason: string };

const solutions = (rule: string, reason: string): Finding => ({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
const serverless = (rule: string, reason: string): Finding => ({ id: `Serverless::Serverless-${rule}`, reason });

/** What cdk-nag finds and why it stays: every entry names the rule and the reason. */
export function acknowledgeNagFindings(handfast: Handfast): void {
  const stays = (at: IConstruct | undefined, ...findings: Finding[]) =>
    at && Validations.of(at).acknowledge(...findings);
  stays(handfast.api, ...EDGE);
  stays(handfast.front, ...FRONT);
  for (const fn of Object.values(handfast.functions)) stays(fn, ...FUNCTIONS);
  stays(handfast.functions.probe, FROM_QUEUE);
  stays(handfast.machine, ...machineFindings(handfast));
  stays(handfast.deadLetters, ...DEAD_LETTERS);
  stays(handfast.alarmTopic, TOPIC);
  stays(handfast.cookieSecret, COOKIE_SECRET);
  stays(handfast.userPool, ...USER_POOL);
  stays(handfast.probes.deadLetters, ...PROBES_LOST);
  const { clients } = handfast.apiAccess;
  if (clients?.pool !== handfast.userPool) stays(clients?.pool, ...API_POOL);
}

const EDGE = [
  solutions(
    'APIG4',
    'Magento cannot authenticate itself, and merchants come before they sign in. The callback accepts exact shapes ' +
      'only, the popup has its own encrypted cookie and CSRF token.',
  ),
  serverless(
    'APIGWStructuredLogging',
    'The lines are JSON. The rule reads the format itself as JSON, where variables would need quotes; status and ' +
      'milliseconds have none, since metric filters compare numbers only.',
  ),
];

const FRONT = [
  solutions('CFR1', 'Which countries merchants come from is not for this project to say.'),
  solutions(
    'CFR3',
    'The API behind it logs every request. CloudFront would also log query strings, which hold a secret.',
  ),
  solutions(
    'CFR4',
    "Without a domain of the operator's own, CloudFront's certificate sets the oldest TLS. With one: 1.2.",
  ),
];

const FUNCTIONS = [
  serverless(
    'LambdaDLQ',
    'Invoked by API Gateway and the machine, both of which wait for the answer. Nothing is queued.',
  ),
  serverless(
    'LambdaTracing',
    "The machine's history and one log line per step with its milliseconds tell the same, at no cost in starting.",
  ),
];

const FROM_QUEUE = serverless(
  'LambdaEventSourceMappingDestination',
  'Only streams have one. What a queue could not have done ends in its dead-letter queue, which raises an alarm.',
);

function machineFindings({ functions }: Handfast): Finding[] {
  return [
    solutions(
      `IAM5[Resource::<${logicalIdOf(functions.exchange)}.Arn>:*]`,
      'The CDK grants a machine its function with all versions of it. There is one function and one caller.',
    ),
    solutions('IAM5[Resource::*]', "X-Ray and CloudWatch's log delivery have no resource-level permissions."),
  ];
}

const DEAD_LETTERS = [
  solutions('SQS3', 'It is a dead-letter queue: of the rules that an operator adds to the bus.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: what lies here raises an alarm, and waits for a person.'),
];

const PROBES_LOST = [
  solutions('SQS3', 'It is the dead-letter queue of the probes.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: what lies here raises an alarm, and waits for a person.'),
];

const TOPIC = serverless(
  'SNSRedrivePolicy',
  'It tells people by e-mail. An alarm that could not be told would only wait in a queue that raises an alarm.',
);

const COOKIE_SECRET = solutions(
  'SMG4',
  'It encrypts cookies that live for two hours. Rotation by hand works without an interruption, since the previous ' +
    'version stays accepted.',
);

const USER_POOL = [
  solutions('COG2', 'A second factor is offered. Demanding one of every merchant is for the vendor to decide.'),
  solutions('COG8', 'Plus costs 0.02 USD per merchant and month from the first one on. Its guards can be added later.'),
];

const API_POOL = [
  solutions('COG2', 'Nobody signs in here: the pool holds clients of the API, and no users.'),
  solutions('COG8', 'Plus guards users, and there are none.'),
];

function logicalIdOf(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} is not one resource`);
  return Stack.of(construct).resolve(resource.logicalId);
}
