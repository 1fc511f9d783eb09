import { CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { FUNCTION_NAMES, FUNCTION_TABLE } from './functions/function-table.ts';
import type { Handfast } from './handfast.ts';

type Finding = { readonly id: string; readonly reason: string };

function solutions(rule: string, reason: string): Finding {
  return { id: `AwsSolutions::AwsSolutions-${rule}`, reason };
}

function serverless(rule: string, reason: string): Finding {
  return { id: `Serverless::Serverless-${rule}`, reason };
}

/** Acknowledges what cdk-nag finds and stays as it is: every entry names the rule and the reason. */
export function acknowledgeNagFindings(handfast: Handfast): void {
  for (const name of FUNCTION_NAMES) {
    const queued = FUNCTION_TABLE[name].invokedBy === 'queue' ? [FROM_QUEUE] : [];
    stays(handfast.functions[name], ...FUNCTIONS, ...queued);
    stays(handfast.functions[name].role, ...recordFindings(handfast));
  }
  stays(handfast.api, ...HTTP_API);
  stays(handfast.distribution, ...DISTRIBUTION);
  stays(handfast.machine, ...machineFindings(handfast.functions.exchange));
  stays(handfast.deadLetters, ...DEAD_LETTERS);
  stays(handfast.alarmTopic, TOPIC);
  stays(handfast.cookieSecret, COOKIE_SECRET);
  stays(handfast.tokenSecret, TOKEN_SECRET);
  stays(handfast.userPool, ...USER_POOL);
  stays(handfast.healthChecks.deadLetters, ...LOST_HEALTH_CHECKS);
  stays(handfast.records?.bucket, RECORDS);
  stays(handfast.webhooks?.deadLetters, ...LOST_WEBHOOKS);
  stays(handfast.sync?.machine, ...machineFindings(handfast.functions.slice));
  stays(handfast.sync?.writeMachine, ...machineFindings(handfast.functions.write));
  stays(handfast.sync?.deadLetters, ...LOST_LOOKS);
  const { reading: { looks, slices } = {}, writes } = handfast.sync?.custom ?? {};
  stays(looks?.fn, ...FUNCTIONS, FROM_QUEUE);
  stays(slices?.fn, ...FUNCTIONS);
  stays(writes?.fn, ...FUNCTIONS);
  for (const custom of [looks, slices, writes]) stays(custom?.fn.role, ...recordFindings(handfast));
  if (slices) stays(handfast.sync?.machine, ...machineFindings(slices.fn));
  if (writes) stays(handfast.sync?.writeMachine, ...machineFindings(writes.fn));
  const { poolClients } = handfast.apiAccess;
  if (poolClients?.pool !== handfast.userPool) stays(poolClients?.pool, ...API_POOL);
}

function stays(construct: IConstruct | undefined, ...findings: Finding[]): void {
  if (construct) Validations.of(construct).acknowledge(...findings);
}

const HTTP_API = [
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

const DISTRIBUTION = [
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
    "The machine's history and one log line per step with its milliseconds show the same, at no cost to cold starts.",
  ),
];

const FROM_QUEUE = serverless(
  'LambdaEventSourceMappingDestination',
  'Only streams have one. A message that keeps failing ends in its dead-letter queue, which raises an alarm.',
);

function machineFindings(called: IConstruct): Finding[] {
  return [
    solutions(
      `IAM5[Resource::<${logicalIdOf(called)}.Arn>:*]`,
      'The CDK grants a machine its function with all versions of it. There is one function and one caller.',
    ),
    solutions('IAM5[Resource::*]', "X-Ray and CloudWatch's log delivery have no resource-level permissions."),
  ];
}

function recordFindings({ records, sync }: Handfast): Finding[] {
  if (records === undefined) return [];
  const reason = 'Objects are named after channels that nobody has made yet, and all of them are records.';
  const objects = ['*', 'changes/*'].map((pattern) =>
    solutions(`IAM5[Resource::<${logicalIdOf(records.bucket)}.Arn>/${pattern}]`, reason),
  );
  return sync === undefined ? objects : [...objects, executionsFinding(sync.machine)];
}

function executionsFinding(machine: IConstruct): Finding {
  const known = Stack.of(machine).region;
  // Of a stack that is not bound to one.
  const region = Token.isUnresolved(known) ? '<AWS::Region>' : known;
  const executions = `arn:<AWS::Partition>:states:${region}:<AWS::AccountId>:execution:<${logicalIdOf(machine)}.Name>:*`;
  return solutions(`IAM5[Resource::${executions}]`, 'Executions are named after runs that nobody has asked for yet.');
}

const DEAD_LETTERS = [
  solutions('SQS3', 'It is a dead-letter queue: of the rules that an operator adds to the bus.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: a message in it raises an alarm, and waits for a person.'),
];

const LOST_HEALTH_CHECKS = [
  solutions('SQS3', 'It is the dead-letter queue of the health checks.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: a message in it raises an alarm, and waits for a person.'),
];

const LOST_WEBHOOKS = [
  solutions('SQS3', 'It is the dead-letter queue of the deliveries.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: a message in it raises an alarm, and waits for a person.'),
];

const LOST_LOOKS = [
  solutions('SQS3', 'It is the dead-letter queue of the looks at stores.'),
  serverless('SQSRedrivePolicy', 'It is a dead-letter queue: a message in it raises an alarm, and waits for a person.'),
];

const RECORDS = solutions(
  'S1',
  'Access logs would be a second bucket that tells which store was read when. CloudTrail data events tell the same, where ' +
    'an operator wants them.',
);

const TOPIC = serverless(
  'SNSRedrivePolicy',
  'It tells people by e-mail. An alarm that could not be sent would only wait in a queue that raises an alarm.',
);

const COOKIE_SECRET = solutions(
  'SMG4',
  'It encrypts cookies that live for two hours. Rotation by hand works without an interruption, since the previous ' +
    'version stays accepted.',
);

const TOKEN_SECRET = solutions(
  'SMG4',
  'It encrypts access tokens that live for an hour. Rotation by hand works without an interruption, since the previous ' +
    'version stays accepted.',
);

const USER_POOL = [
  solutions('COG2', 'A second factor is offered. Demanding one of every merchant is for the vendor to decide.'),
  solutions(
    'COG8',
    'Plus costs 0.02 USD per merchant and month from the first one on. Its threat protection can be added later.',
  ),
];

const API_POOL = [
  solutions('COG2', 'Nobody signs in here: the pool holds clients of the API, and no users.'),
  solutions('COG8', 'Plus protects users, and there are none.'),
];

function logicalIdOf(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} is not one resource`);
  return Stack.of(construct).resolve(resource.logicalId);
}
