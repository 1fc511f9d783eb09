import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Local } from '../../../infra/local/local.ts';
import { startLocal } from '../../../infra/local/local.ts';
import type { LocalOptions } from '../../../infra/local/startup/instance.ts';

/*
 * A synthesised stack as small as it can be and still hold one of everything that local mode serves. Its functions do
 * what their events ask, so that each test states its own rule.
 */

const ECHO = `
export const handler = async (event, context) => {
  const ask = JSON.parse(event.queryStringParameters?.ask ?? 'null') ?? event;
  if (ask.crash) setTimeout(() => { throw new Error('nobody catches this'); });
  if (ask.waitMs) await new Promise((done) => setTimeout(done, ask.waitMs));
  if (ask.fail) throw Object.assign(new Error(ask.fail.message), { name: ask.fail.name });
  if (ask.answer) return ask.answer;
  const { awsRequestId, functionName, invokedFunctionArn, memoryLimitInMB } = context;
  return {
    event,
    environment: { ...process.env },
    now: Date.now(),
    context: { awsRequestId, functionName, invokedFunctionArn, memoryLimitInMB, left: context.getRemainingTimeInMillis() },
  };
};`;

/** Fails with the errors it is given, one per attempt and activation, then answers with what it was sent. */
const STEPS = `
const attempts = new Map();
export const handler = async (event) => {
  const attempt = (attempts.get(event.activation) ?? 0) + 1;
  attempts.set(event.activation, attempt);
  const error = event.step === 'Try' ? event.errors?.[attempt - 1] : undefined;
  if (error) throw Object.assign(new Error('attempt ' + attempt), { name: error });
  if (event.step === 'seen') return globalThis.seen ?? [];
  globalThis.seen = [...(globalThis.seen ?? []), event];
  return { attempt };
};`;

const WAIT = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

function machineDefinition(steps: string) {
  const caught = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Fail' }] };
  const task = (step: string, extra: object) => ({
    Type: 'Task',
    Resource: steps,
    Parameters: { step, 'activation.$': '$.activation', ...extra },
    ResultPath: null,
  });
  return {
    StartAt: 'Try',
    States: {
      Try: {
        ...task('Try', { 'errors.$': '$.errors' }),
        Next: 'Wait',
        Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 1, MaxAttempts: 1 }],
        ...caught,
      },
      Wait: {
        Type: 'Task',
        Resource: WAIT,
        Parameters: {
          FunctionName: steps,
          Payload: { step: 'Wait', 'activation.$': '$.activation', 'token.$': '$$.Task.Token' },
        },
        TimeoutSeconds: 600,
        ResultPath: '$.waited',
        Next: 'Announce',
        ...caught,
      },
      Fail: { ...task('Fail', { 'error.$': '$.error' }), Next: 'Announce' },
      Announce: { ...task('Announce', {}), Next: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
}

function lambda(hash: string, variables: Record<string, unknown>, timeoutSeconds: number) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { S3Bucket: { 'Fn::Sub': `assets-$\{AWS::AccountId}` }, S3Key: `${hash}.zip` },
      Timeout: timeoutSeconds,
      MemorySize: 256,
      Role: { 'Fn::GetAtt': ['SomeRole', 'Arn'] },
      Environment: { Variables: variables },
    },
  };
}

function arnOf(logicalId: string) {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

function definitionString() {
  const [before = '', ...after] = JSON.stringify(machineDefinition('@@')).split('@@');
  return { 'Fn::Join': ['', [before, ...after.flatMap((part) => [arnOf('Steps'), part])]] };
}

function route(routeKey: string, integration = 'ToEcho') {
  return {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: routeKey,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: integration }]] },
    },
  };
}

function integration(timeoutMs: number) {
  return {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Echo'),
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: timeoutMs,
    },
  };
}

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: ['pk', 'byAccount', 'connectedAt'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byAccount',
        KeySchema: [
          { AttributeName: 'byAccount', KeyType: 'HASH' },
          { AttributeName: 'connectedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
};

/** Resources by logical id; a test may put its own in place of them. */
export function littleResources(): Record<string, unknown> {
  return {
    Echo: lambda('echo', { WHO: 'echo', TABLE: { Ref: 'Table' }, URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } }, 2),
    Steps: lambda('steps', { WHO: 'steps' }, 30),
    SomeRole: { Type: 'AWS::IAM::Role', Properties: {} },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
    ToEcho: integration(30_000),
    ToEchoHastily: integration(300),
    ProductCallback: route('POST /{product}/callback'),
    ProductReturn: route('GET /{product}/return'),
    SignInReturn: route('GET /signin/return'),
    Hasty: route('GET /hasty', 'ToEchoHastily'),
    Away: route('DELETE /things/{id}'),
    Table: TABLE,
    Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } },
    OtherKey: { Type: 'AWS::KMS::Key', Properties: {} },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'StackBus' } },
    Objects: { Type: 'AWS::S3::Bucket', Properties: {} },
    Cookie: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    },
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: definitionString() } },
  };
}

function asset(hash: string) {
  return [hash, { source: { path: `asset.${hash}` }, destinations: { here: { objectKey: `${hash}.zip` } } }];
}

/** Writes the stack as `cdk synth` would, below `folder`, and gives its folder. */
function writeLittleStack(folder: string, resources = littleResources()): string {
  const out = join(folder, 'cdk.out');
  for (const [hash, code] of Object.entries({ echo: ECHO, steps: STEPS })) {
    mkdirSync(join(out, `asset.${hash}`), { recursive: true });
    writeFileSync(join(out, `asset.${hash}`, 'index.mjs'), code);
  }
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Little.template.json' } };
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ artifacts: { Little: artifact } }));
  const files = Object.fromEntries([asset('echo'), asset('steps')]);
  writeFileSync(join(out, 'Little.assets.json'), JSON.stringify({ files }));
  writeFileSync(join(out, 'Little.template.json'), JSON.stringify({ Resources: resources }));
  return out;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'handfast-local-'));
}

export type LittleLocal = Local & { readonly folder: string; remove(): Promise<void> };

/** Starts the little stack on free ports, with its data in `folder` (a new one if none is given). */
export async function startLittle(
  options: Partial<LocalOptions> & { folder?: string } = {},
  resources = littleResources(),
): Promise<LittleLocal> {
  const { folder = temporaryFolder(), ...others } = options;
  const local = await startLocal({
    port: 0,
    dataFolder: join(folder, 'data'),
    templateFolder: writeLittleStack(folder, resources),
    demoStore: false,
    ...others,
  });
  async function remove(): Promise<void> {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...local, folder, remove };
}

/** What SDK clients take to reach the local services. */
export function reaching(local: Local) {
  return { ...local.tableAccess, endpoint: local.awsUrl, maxAttempts: 1 };
}
