/** Settings as far as their shape is right: whatever has another type counts as absent, at any depth. */
export type Readable<T> = T extends readonly (infer Item)[]
  ? readonly (Readable<Item> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Readable<T[K]> | undefined }
    : T;

type Issue = { readonly code?: string | undefined; readonly path?: readonly PropertyKey[] | undefined };

/**
 * What rules between settings may read when some of the settings are wrong by themselves. Values of the right type that
 * break another rule, such as a pattern, are still there: they are set, and may clash with others.
 *
 * @param issues found in `value` so far
 */
export function readable<T>(value: T, issues: readonly Issue[]): Readable<T> | undefined {
  const wrongType = issues.filter(({ code }) => code === 'invalid_type');
  const rest: unknown = wrongType.reduce((left: unknown, { path = [] }) => without(left, path), value);
  return rest as Readable<T> | undefined;
}

function without(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [key]: without(Reflect.get(value, key), rest) };
}
