import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import type { Deps as BackendDeps } from '../../../functions/console/backend/backend.ts';
import { parseJson } from '../../../functions/domain/parse-json.ts';
import { SCHEMA } from '../../../functions/integrations/schema/schema.ts';

const schema = buildSchema(SCHEMA);

/** What was asked of GraphQL. */
type Asked = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

/** GraphQL that answers each of its root fields as a test says: with a value, or by the variables. */
export function graphQlTwin(answers: Readonly<Record<string, unknown>>) {
  const asked: Asked[] = [];
  const graphQl: NonNullable<BackendDeps['graphQl']> = async ({ body }) => {
    const { query, variables } = Object(parseJson(body.toString('utf8')));
    asked.push({ query, variables });
    requireValid(query, variables);
    const known = Object.entries(answers).filter(([name]) => new RegExp(`[{}]\\s*${name}\\(`).test(query));
    const data = known.map(([name, value]) => [name, typeof value === 'function' ? value(variables) : value]);
    return { status: 200, body: JSON.stringify({ data: Object.fromEntries(data) }) };
  };
  return {
    graphQl,
    asked,
    /** The inputs of a mutation, in the order they were sent. */
    inputsOf: (mutation: string) =>
      asked.filter(({ query }) => query.includes(` ${mutation}(`)).map(({ variables }) => variables['input']),
  };
}

/** GraphQL takes no operation, and no variables, that the schema does not know. */
function requireValid(query: string, variables: Asked['variables']): void {
  const document = parse(query);
  const [operation] = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one] : []));
  const coerced = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  const errors = [...validate(schema, document), ...(coerced.errors ?? [])];
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
}

/** What GraphQL answers to a mutation that it refuses. */
export function refusing(code: string, path?: readonly string[], message = `says ${code}`) {
  return { userErrors: [{ code, path: path === undefined ? null : ['input', ...path], message }] };
}
