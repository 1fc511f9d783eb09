import { z } from 'zod';
import { identityOf, secretArn } from './identity.ts';
import type { EndRule } from './machine-ends.ts';
import { oneLine, PlainFailure } from './plain-failure.ts';
import type { LocalSecret } from './secrets.ts';
import {
  FunctionShape,
  IntegrationShape,
  MachineShape,
  RouteShape,
  RuleShape,
  SecretShape,
  TableShape,
} from './stack-shapes.ts';
import type { Resolve, Resource, Template } from './template.ts';
import { createResolver } from './template.ts';

/** What has no meaning on one computer: rights, logs, alarms, dead letters, and limits that API Gateway enforces. */
const WITHOUT_LOCAL_MEANING: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]);

/** One Lambda function; `timeoutSeconds` and `memoryMegabytes` as in the template. */
export type FunctionSpec = {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly codeKey: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
};

export type RouteSpec = { readonly routeKey: string; readonly functionArn: string; readonly timeoutMs: number };
export type MachineSpec = { readonly arn: string; readonly name: string; readonly definition: unknown };
export type TableSpec = z.infer<typeof TableShape> & { readonly name: string };

/** Everything of a synthesised stack that local mode serves. */
export type Stack = {
  readonly functions: readonly FunctionSpec[];
  readonly routes: readonly RouteSpec[];
  readonly machines: readonly MachineSpec[];
  readonly endRules: readonly EndRule[];
  readonly tables: readonly TableSpec[];
  /** ARN by key id. */
  readonly keys: ReadonlyMap<string, string>;
  readonly buses: readonly string[];
  readonly secrets: readonly LocalSecret[];
};

type Found<T> = { readonly logicalId: string; readonly ref: string; readonly arn: string; readonly shape: T };

/** Gives the resources of one sort, their known properties resolved and checked. */
type Find = <T>(schema: z.ZodType<T> & { shape: object }, ...sorts: string[]) => Found<T>[];

const readShape = <T>(
  schema: z.ZodType<T> & { shape: object },
  logicalId: string,
  resource: Resource,
  resolve: Resolve,
): T => {
  const wanted = Object.keys(schema.shape).filter((name) => Object.hasOwn(resource.Properties, name));
  try {
    return schema.parse(Object.fromEntries(wanted.map((name) => [name, resolve(resource.Properties[name])])));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll(/[✖→]\s*/g, '') : oneLine(cause);
    const message = `${logicalId} (${resource.Type}) cannot be served locally: ${why}`;
    throw new PlainFailure(oneLine(message), { cause });
  }
};

const SERVED: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
]);

const refuseUnknown = (template: Template): void => {
  const unknown = Object.entries(template.Resources)
    .filter(([, { Type }]) => !SERVED.has(Type) && !WITHOUT_LOCAL_MEANING.has(Type))
    .map(([logicalId, { Type }]) => `${logicalId} (${Type})`);
  if (unknown.length === 0) return;
  throw new PlainFailure(`Local mode does not know what to do with ${unknown.join(', ')}.`);
};

const finder = (stackName: string, template: Template, apiUrl: string): Find => {
  const identify = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    return resource && identityOf(stackName, logicalId, resource, apiUrl);
  };
  const resolve = createResolver(stackName, identify);
  return (schema, ...sorts) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => sorts.includes(Type))
      .map(([logicalId, resource]) => {
        const identity = identify(logicalId);
        return {
          logicalId,
          ref: identity?.ref ?? logicalId,
          arn: identity?.attributes['Arn'] ?? '',
          shape: readShape(schema, logicalId, resource, resolve),
        };
      });
};

const readFunctions = (find: Find): FunctionSpec[] =>
  find(FunctionShape, 'AWS::Lambda::Function').map(({ logicalId, ref, arn, shape }) => ({
    logicalId,
    name: ref,
    arn,
    handler: shape.Handler,
    codeKey: shape.Code.S3Key,
    timeoutSeconds: shape.Timeout,
    memoryMegabytes: shape.MemorySize,
    environment: shape.Environment.Variables,
  }));

const readRoutes = (find: Find, functions: readonly FunctionSpec[]): RouteSpec[] => {
  const integrations = find(IntegrationShape, 'AWS::ApiGatewayV2::Integration');
  return find(RouteShape, 'AWS::ApiGatewayV2::Route').map(({ logicalId, shape }) => {
    const integration = integrations.find(({ ref }) => shape.Target === `integrations/${ref}`)?.shape;
    const target = functions.find(
      ({ arn }) => integration?.IntegrationUri.split('/').includes(arn) || integration?.IntegrationUri === arn,
    );
    if (!integration || !target) throw new PlainFailure(`${logicalId} (${shape.RouteKey}) leads to no function.`);
    return { routeKey: shape.RouteKey, functionArn: target.arn, timeoutMs: integration.TimeoutInMillis };
  });
};

const readMachines = (find: Find): MachineSpec[] =>
  find(MachineShape, 'AWS::StepFunctions::StateMachine').map(({ ref, shape }) => ({
    arn: ref,
    name: ref.slice(ref.lastIndexOf(':') + 1),
    definition: JSON.parse(shape.DefinitionString),
  }));

const readEndRules = (find: Find): EndRule[] =>
  find(RuleShape, 'AWS::Events::Rule')
    .filter(({ shape }) => shape.EventPattern.source.includes('aws.states'))
    .flatMap(({ shape: { EventPattern, Targets } }) =>
      Targets.map(({ Arn, InputTransformer }) => ({
        machineArns: EventPattern.detail?.stateMachineArn ?? [],
        statuses: EventPattern.detail?.status ?? [],
        functionArn: Arn,
        paths: InputTransformer?.InputPathsMap ?? {},
        template: InputTransformer?.InputTemplate ?? '{}',
      })),
    );

const readSecrets = (find: Find): LocalSecret[] =>
  find(SecretShape, 'AWS::SecretsManager::Secret').map(({ ref, shape }) => ({
    name: ref.replace(/^.*:secret:(.+)-[^-]{6}$/, '$1'),
    arn: ref,
    ...(shape.GenerateSecretString && { generate: shape.GenerateSecretString }),
  }));

/**
 * Reads what is to be served out of a synthesised template. `apiUrl` is what `ApiEndpoint` stands for.
 *
 * @throws PlainFailure naming the first resource, property or intrinsic that local mode would not serve faithfully
 */
export const readStack = (stackName: string, template: Template, apiUrl: string): Stack => {
  refuseUnknown(template);
  const find = finder(stackName, template, apiUrl);
  const functions = readFunctions(find);
  const nothing = z.object({});
  return {
    functions,
    routes: readRoutes(find, functions),
    machines: readMachines(find),
    endRules: readEndRules(find),
    tables: find(TableShape, 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').map(({ ref, shape }) => ({
      ...shape,
      name: ref,
    })),
    keys: new Map(find(nothing, 'AWS::KMS::Key').map(({ ref, arn }) => [ref, arn])),
    buses: find(nothing, 'AWS::Events::EventBus').map(({ ref }) => ref),
    secrets: readSecrets(find),
  };
};

/** A secret that lies ready under a name of our own, not made by the template. */
export const presetSecret = (name: string, value: string): LocalSecret => ({ name, arn: secretArn(name), value });
