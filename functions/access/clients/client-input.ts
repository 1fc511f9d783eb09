import * as z from 'zod/mini';
import { SCOPES, scopeName } from '../../domain/api/scopes.ts';
import { PRODUCT_ID } from '../../domain/ids.ts';

const SCOPE_NAMES = SCOPES.map(scopeName);
const NAME = 'must be 1 to 64 printable characters';

/** As clients in the settings are given, without those that show secrets or change integrations. */
export const DEFAULT_SCOPES: readonly string[] = ['connections:read', 'connections:call', 'connections:write'];

const list = <T>(item: z.ZodMiniType<T>) => z.array(item).check(z.minLength(1, 'must not be empty'), z.maxLength(50));

/** What `POST /v1/clients` takes. */
export const clientInput = z.strictObject({
  name: z.string(NAME).check(z.regex(/^\P{C}{1,64}$/u, NAME)),
  scopes: z.optional(list(z.enum(SCOPE_NAMES, `must be one of ${SCOPE_NAMES.join(', ')}`))),
  /** The only products that it may see; left out: all, later ones included. */
  products: z.optional(list(z.string().check(z.regex(PRODUCT_ID, 'must be the id of a product')))),
});
