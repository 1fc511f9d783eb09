/** The parts of a JSON Schema that are read here. */
export type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  /** Of an object: names of members. Of a parameter: whether it must be there. */
  readonly required?: readonly string[] | boolean;
  readonly [member: string]: unknown;
};

/** What a library returned, as plain JSON. */
export function plain(schema: unknown): Schema {
  return JSON.parse(JSON.stringify(schema));
}

/** Descriptions by the name of a schema, then by the path of a member: `''` is the schema itself, `store.host` a member. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Puts descriptions into a schema.
 *
 * @param open whether members may come that it does not name
 * @throws Error naming each member without a description, and each description without a member
 */
export function describe(name: string, schema: Schema, words: Words, open: boolean): Schema {
  const own = words[name] ?? {};
  const left = new Set(Object.keys(own));
  const missing: string[] = [];
  const visit = (at: Schema, path: string): Schema => {
    const { properties, items, additionalProperties, propertyNames: _, ...rest } = at;
    // A reference brings its own description along.
    const description = own[path];
    if (description === undefined && rest['$ref'] === undefined) missing.push(path);
    left.delete(path);
    const inner = (member: string) => (path === '' ? member : `${path}.${member}`);
    const members = Object.entries(properties ?? {}).map(([member, value]) => [member, visit(value, inner(member))]);
    return {
      ...(description !== undefined && { description }),
      ...rest,
      ...(properties && { properties: Object.fromEntries(members) }),
      ...(items && { items }),
      ...(additionalProperties !== undefined && !(open && additionalProperties === false) && { additionalProperties }),
    };
  };
  const described = visit(schema, '');
  if (missing.length + left.size === 0) return described;
  throw new Error(
    `${name}: without a description: [${missing.join(', ')}]; described in vain: [${[...left].join(', ')}]`,
  );
}
