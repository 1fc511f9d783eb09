import {
  buildSchema,
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  isEnumType,
  isIntrospectionType,
  isScalarType,
  Kind,
} from 'graphql';

/** A schema whose enums also take their names as strings, and whose scalar `DateTime` is ISO 8601 within. */
export function executableSchema(text: string): GraphQLSchema {
  const schema = buildSchema(text);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type) && !isIntrospectionType(type)) takeNamesAsStrings(type);
    if (isScalarType(type) && type.name === 'DateTime') speakTime(type);
  }
  return schema;
}

/** GraphQL itself takes `PER_SUBSCRIPTION` alone; AppDirect's guide sends `"PER_SUBSCRIPTION"`. */
function takeNamesAsStrings(type: GraphQLEnumType): void {
  const coerce = type.coerceInputLiteral.bind(type);
  type.coerceInputLiteral = (node, hideSuggestions) =>
    coerce(node.kind === Kind.STRING ? { kind: Kind.ENUM, value: node.value } : node, hideSuggestions);
}

function speakTime(type: GraphQLScalarType): void {
  type.coerceOutputValue = (value) => Date.parse(String(value));
  type.coerceInputValue = (value) => timeOf(value);
  type.coerceInputLiteral = (node) => {
    if (node.kind === Kind.INT) return timeOf(Number(node.value));
    return timeOf(node.kind === Kind.STRING ? node.value : undefined);
  };
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

function timeOf(value: unknown): string {
  const time = typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : value;
  const date = new Date(typeof time === 'number' ? time : Number.NaN);
  if (Number.isNaN(date.getTime())) {
    throw new GraphQLError('A DateTime is a number of milliseconds since 1970, or ISO 8601 with a time zone.');
  }
  return date.toISOString();
}
