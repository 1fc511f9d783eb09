import { z } from 'zod';
import type { Find } from './find.ts';
import { finder } from './find.ts';
import { secretArn } from './identity.ts';
import type { EndRule } from './machine-ends.ts';
import type { LocalSecret } from './secrets.ts';
import type { FunctionSpec, MachineSpec } from './stack-functions.ts';
import { readEndRules, readFunctions, readMachines } from './stack-functions.ts';
import type { MappingSpec, QueueSpec, ScheduleSpec } from './stack-queues.ts';
import { readMappings, readQueues, readSchedules } from './stack-queues.ts';
import type { RouteSpec } from './stack-routes.ts';
import { readRoutes } from './stack-routes.ts';
import { SecretShape, TableShape } from './stack-shapes.ts';
import { refuseUnknown } from './stack-sorts.ts';
import type { Template } from './template.ts';

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
  readonly queues: readonly QueueSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly schedules: readonly ScheduleSpec[];
};

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
    queues: readQueues(find),
    mappings: readMappings(find, functions),
    schedules: readSchedules(find),
  };
};

/** A secret that lies ready under a name of our own, not made by the template. */
export const presetSecret = (name: string, value: string): LocalSecret => ({ name, arn: secretArn(name), value });
