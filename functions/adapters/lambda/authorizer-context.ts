import * as z from 'zod/mini';

/** What the authorizer has found out about a caller. */
export type AuthorizerContext = {
  readonly client: string;
  /** By their names, such as `connections:read`. */
  readonly scopes: readonly string[];
  /** Which products the client may see; `as-bound`: those that the settings bind it to, or all. */
  readonly products: readonly string[] | 'all' | 'as-bound';
  /** Whose client it is: it hears of no other's events. */
  readonly integration?: string | undefined;
  /** When its token expires, in seconds since 1970: API Gateway may remember the answer for longer. */
  readonly expiresAt: number;
};

/** No slug has these characters. An empty text might get lost on the way, and must never stand for all. */
const ALL = '*';
const AS_BOUND = '?';
const NONE = '-';

/** As API Gateway passes it to functions: texts alone. */
export function writeContext({ client, scopes, products, integration, expiresAt }: AuthorizerContext): Written {
  const own = integration === undefined ? {} : { integration };
  const told = { client, scopes: scopes.join(' '), products: productsText(products), expiresAt: String(expiresAt) };
  return { ...told, ...own };
}

/** @throws ZodError for a context that is not whole */
export function readContext(context: unknown): AuthorizerContext {
  const { scopes, products, expiresAt, ...rest } = written.parse(context);
  return { ...rest, scopes: scopes.split(' '), products: productsIn(products), expiresAt: Number(expiresAt) };
}

const some = z.string().check(z.minLength(1));
const written = z.object({
  client: some,
  scopes: some,
  products: some,
  integration: z.optional(some),
  expiresAt: z.string().check(z.regex(/^\d{1,12}$/)),
});
export type Written = Readonly<Record<string, string>>;

function productsText(products: AuthorizerContext['products']): string {
  if (products === 'all') return ALL;
  if (products === 'as-bound') return AS_BOUND;
  return products.length === 0 ? NONE : products.join(' ');
}

function productsIn(text: string): AuthorizerContext['products'] {
  if (text === ALL) return 'all';
  if (text === AS_BOUND) return 'as-bound';
  return text === NONE ? [] : text.split(' ');
}
