import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';

const reference = z.object({ $ref: z.string() });
const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: reference })) }).optional(),
  responses: z.record(z.string(), z.object({ headers: z.record(z.string(), z.unknown()).default({}), content: media })),
});
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** The operations of an OpenAPI document, as far as tests look at them. */
export function operationsIn(document: object) {
  return Object.entries(documentShape.parse(document).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({
      route: `${method.toUpperCase()} ${path}`,
      id: one.operationId,
      scopes: one.security.flatMap((way) => way['token'] ?? []),
      request: Object.values(one.requestBody?.content ?? {})[0]?.schema,
      answer: one.responses['200']?.content['application/json']?.schema ?? {},
      responses: one.responses,
    })),
  );
}

/** Checks values against schemas of the document. Members that it does not name do not fit, though they may come. */
export function validatorFor(document: object): (schema: object, value: unknown) => string[] {
  const { schemas } = documentShape.parse(document).components;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'https://handfast.example/openapi', components: { schemas: closed(schemas) } });
  return (schema, value) => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"https://handfast.example/openapi#/');
    const fits = ajv.compile(JSON.parse(text));
    return fits(value) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** Facts of a refusal stand beside the members that every problem has. */
const OPEN = ['Problem'];

function closed(schemas: Readonly<Record<string, unknown>>): unknown {
  function close(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, close(member)]));
    return 'properties' in inner && !('additionalProperties' in inner)
      ? { ...inner, additionalProperties: false }
      : inner;
  }
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, OPEN.includes(name) ? schema : close(schema)]),
  );
}
