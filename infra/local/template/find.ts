import * as z from 'zod';
import { oneLine, UserError } from '../user-error.ts';
import { identityOf } from './resource-names.ts';
import type { Resolve, Resource, Template } from './template.ts';
import { createResolver } from './template.ts';

type Shape<T> = z.ZodType<T> & { readonly shape: object };

/** One resource of the template: `shape` holds its known properties, resolved and checked. */
export type Found<T> = {
  readonly logicalId: string;
  readonly ref: string;
  readonly arn: string;
  readonly shape: T;
};

/** Gives the resources of the named sorts. */
export type Find = <T>(schema: Shape<T>, ...sorts: string[]) => Found<T>[];

const Members = z.record(z.string(), z.unknown());

/** What is read of a value, so that nothing else must have a meaning here: not the role that a schedule takes on. */
function known(schema: unknown, value: unknown): unknown {
  const members = Members.safeParse(value);
  if (!(schema instanceof z.ZodObject) || !members.success) return value;
  const wanted = Object.entries(schema.shape).filter(([name]) => Object.hasOwn(members.data, name));
  return Object.fromEntries(wanted.map(([name, inner]) => [name, known(inner, members.data[name])]));
}

function readShape<T>(schema: Shape<T>, logicalId: string, resource: Resource, resolve: Resolve): T {
  try {
    return schema.parse(resolve(known(schema, resource.Properties)));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).replaceAll(/[✖→]\s*/g, '') : oneLine(error);
    const message = `${logicalId} (${resource.Type}) cannot be served locally: ${why}`;
    throw new UserError(oneLine(message), { cause: error });
  }
}

export function finder(stackName: string, template: Template, apiUrl: string): Find {
  function identify(logicalId: string) {
    const resource = template.Resources[logicalId];
    return resource && identityOf(stackName, logicalId, resource, apiUrl);
  }
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
}
