import * as z from 'zod';
import type { LocalSecret } from '../aws/secrets-manager.ts';
import type { Find } from './find.ts';
import { finder } from './find.ts';
import type { EndRule, FunctionSpec, MachineSpec, QueueRule } from './functions.ts';
import { readEndRules, readFunctions, readMachines, readQueueRules } from './functions.ts';
import type { MappingSpec, QueueSpec, ScheduleSpec } from './queues.ts';
import { readMappings, readQueues, readSchedules } from './queues.ts';
import { secretArn } from './resource-names.ts';
import { SecretShape, TableShape } from './resource-shapes.ts';
import { refuseUnknown } from './resource-types.ts';
import type { RouteSpec } from './routes.ts';
import { readRoutes } from './routes.ts';
import type { Template } from './template.ts';

export type TableSpec = z.infer<typeof TableShape> & { readonly name: string };

/** Everything of a synthesised stack that local mode serves. */
export type Stack = {
  readonly functions: readonly FunctionSpec[];
  readonly routes: readonly RouteSpec[];
  readonly machines: readonly MachineSpec[];
  readonly endRules: readonly EndRule[];
  readonly queueRules: readonly QueueRule[];
  readonly tables: readonly TableSpec[];
  /** ARN by key id. */
  readonly keys: ReadonlyMap<string, string>;
  readonly buses: readonly string[];
  /** By name. */
  readonly buckets: readonly string[];
  readonly secrets: readonly LocalSecret[];
  readonly queues: readonly QueueSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly schedules: readonly ScheduleSpec[];
};

function readSecrets(find: Find): LocalSecret[] {
  return find(SecretShape, 'AWS::SecretsManager::Secret').map(({ ref, shape }) => ({
    name: ref.replace(/^.*:secret:(.+)-[^-]{6}$/, '$1'),
    arn: ref,
    ...(shape.GenerateSecretString && { generate: shape.GenerateSecretString }),
  }));
}

/**
 * Reads what is to be served out of a synthesised template. `apiUrl` is what `ApiEndpoint` stands for.
 *
 * @throws UserError naming the first resource, property or intrinsic that local mode would not serve faithfully
 */
export function readStack(stackName: string, template: Template, apiUrl: string): Stack {
  refuseUnknown(template);
  const find = finder(stackName, template, apiUrl);
  const functions = readFunctions(find);
  const nothing = z.object({});
  return {
    functions,
    routes: readRoutes(find, functions),
    machines: readMachines(find),
    endRules: readEndRules(find),
    queueRules: readQueueRules(find),
    tables: find(TableShape, 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').map(({ ref, shape }) => ({
      ...shape,
      name: ref,
    })),
    keys: new Map(find(nothing, 'AWS::KMS::Key').map(({ ref, arn }) => [ref, arn])),
    buses: find(nothing, 'AWS::Events::EventBus').map(({ ref }) => ref),
    buckets: find(nothing, 'AWS::S3::Bucket').map(({ ref }) => ref),
    secrets: readSecrets(find),
    queues: readQueues(find),
    mappings: readMappings(find, functions),
    schedules: readSchedules(find),
  };
}

/** A secret with a name and value of our own, not made by the template. */
export function presetSecret(name: string, value: string): LocalSecret {
  return { name, arn: secretArn(name), value };
}
