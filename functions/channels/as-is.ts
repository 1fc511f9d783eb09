import {
  $ZodArray,
  $ZodBoolean,
  $ZodCustom,
  $ZodNullable,
  $ZodObject,
  type $ZodObjectDef,
  $ZodOptional,
  $ZodString,
  $ZodStringFormat,
  $ZodType,
  $ZodUnknown,
} from 'zod/v4/core';

export type Check = (value: unknown) => boolean;

/** Deeper than any record is described: a schema may contain itself. */
const DEPTH_MAX = 20;

/**
 * A quick check of what a schema would give back as it is: parsing copies every object, which takes ten times as long. What
 * it says no to may still be valid.
 *
 * @returns undefined for what is no schema of zod's, or one that may change a value
 */
export function asIsCheck(schema: unknown, depth = 0): Check | undefined {
  if (depth > DEPTH_MAX || !(schema instanceof $ZodType) || (schema._zod.def.checks ?? []).length > 0) {
    return undefined;
  }
  const inner = (of: unknown) => asIsCheck(of, depth + 1);
  if (schema instanceof $ZodObject) return objectCheck(schema._zod.def, inner);
  if (schema instanceof $ZodArray) return arrayCheck(inner(schema._zod.def.element));
  if (schema instanceof $ZodOptional) return orCheck(undefined, inner(schema._zod.def.innerType));
  if (schema instanceof $ZodNullable) return orCheck(null, inner(schema._zod.def.innerType));
  return valueCheck(schema);
}

function valueCheck(schema: $ZodType): Check | undefined {
  if (schema instanceof $ZodUnknown) return () => true;
  if (schema instanceof $ZodBoolean && !schema._zod.def.coerce) return (value) => typeof value === 'boolean';
  if (schema instanceof $ZodString) return textCheck(schema);
  if (!(schema instanceof $ZodCustom)) return undefined;
  const { fn } = schema._zod.def;
  return fn && ((value) => fn(value) === true);
}

function textCheck(schema: $ZodString): Check | undefined {
  const isPlain = !(schema instanceof $ZodStringFormat) && !schema._zod.def.coerce;
  return isPlain ? (value) => typeof value === 'string' : undefined;
}

function orCheck(empty: null | undefined, inner: Check | undefined): Check | undefined {
  return inner && ((value) => value === empty || inner(value));
}

function arrayCheck(element: Check | undefined): Check | undefined {
  return element && ((value) => Array.isArray(value) && value.every(element));
}

/** Only of one that lets every other member pass. */
function objectCheck({ shape, catchall }: $ZodObjectDef, inner: (of: unknown) => Check | undefined): Check | undefined {
  if (!(catchall instanceof $ZodUnknown)) return undefined;
  const members: (readonly [string, Check])[] = [];
  for (const [name, member] of Object.entries(shape)) {
    const check = inner(member);
    if (check === undefined) return undefined;
    members.push([name, check]);
  }
  return (value) => {
    if (!isPlainObject(value)) return false;
    for (const [name, check] of members) if (!check(value[name])) return false;
    return true;
  };
}

/** Neither a list nor raw JSON, and without the one member that parsing drops. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, '__proto__');
}
