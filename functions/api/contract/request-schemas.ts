import * as z from 'zod/mini';
import { ACCOUNT_ID_MAX_CHARACTERS, ACCOUNT_LABEL_MAX_CHARACTERS } from '../../domain/account.ts';
import { STAGES } from '../../domain/handshake/stage.ts';
import { ISSUER_MAX_CHARACTERS } from '../../domain/integrations/merchant-sign-in.ts';
import { says, statuses } from './shared.ts';

/*
 * What the API takes, for the code and for the OpenAPI document (`npm run openapi`) alike.
 */

export const PAGE_DEFAULT = 50;
const PAGE_MAX = 100;
/** Magento stores may cap pages at 300 (wire-facts §3). */
const STORE_PAGE_MAX = 300;
const STORE_PAGE_DEFAULT = 100;

function filled(what: string, max = 2_048) {
  const tooLong = says(`must have at most ${max} characters`);
  return z.string(says(what)).check(z.minLength(1, says(what)), z.maxLength(max, tooLong));
}

function whole(text: string) {
  return says(`must be a whole number from 1 to ${text}`);
}

/** A number as written in a query string. */
const limit = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN)),
  ),
  z
    .int(whole(String(PAGE_MAX)))
    .check(z.minimum(1, whole(String(PAGE_MAX))), z.maximum(PAGE_MAX, whole(String(PAGE_MAX)))),
);

export const paging = {
  limit: z.optional(limit),
  cursor: z.optional(filled('must not be empty', 1_024)),
};
export const productParameter = z.optional(filled('must not be empty', 32));
/** The store's host, with a port that is not the default one. */
const host = z.optional(filled('must not be empty', 260));

/** OpenID Connect Core 1.0 §2: an issuer has neither query nor fragment; `samlIssuer`. `#` divides issuer and id elsewhere. */
const ISSUER = 'must be an issuer URL, without a query and without #, or saml: and an entity id';
const issuer = filled(ISSUER, ISSUER_MAX_CHARACTERS).check(
  z.refine((text) => {
    if (text.startsWith('saml:')) return /^saml:[^#\s\p{Cc}]+$/u.test(text);
    const url = URL.parse(text);
    return url !== null && ['https:', 'http:'].includes(url.protocol) && !/[?#\s]/.test(text);
  }, says(ISSUER)),
);

export const listQuery = z.strictObject({
  product: productParameter,
  /** The account claim's value, or what names the account at a SAML identity provider. */
  account: z.optional(filled('must not be empty')),
  /** Of the account; absent: that of the present sign-in, and the deployment's own. */
  issuer: z.optional(issuer),
  host,
  status: z.optional(statuses),
  ...paging,
});

const TIME = 'must be a time such as 2026-11-22T00:00:00Z';
const time = z.string(says(TIME)).check(
  z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/, says(TIME)),
  z.refine((text) => !Number.isNaN(Date.parse(text)), says(TIME)),
);

const SHOWN_STAGES = [...STAGES, 'expired'] as const;

export const activationsQuery = z.strictObject({
  product: productParameter,
  host,
  /** As attempts are shown. */
  stage: z.optional(z.enum(SHOWN_STAGES, says(`must be one of ${SHOWN_STAGES.join(', ')}`))),
  from: z.optional(time),
  to: z.optional(time),
  ...paging,
});

/** Where the list shows an attempt whose popup was never opened: it is found by that alone. */
export const activationQuery = z.strictObject({ product: productParameter, receivedAt: z.optional(time) });

export const overviewQuery = z.strictObject({ product: productParameter });

const PLAIN = 'must be a text without control characters';
const plain = (max: number) =>
  filled('must not be empty', max).check(z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, says(PLAIN)), z.regex(/\S/, says(PLAIN)));

export const accountBody = z.strictObject({
  id: plain(ACCOUNT_ID_MAX_CHARACTERS),
  label: plain(ACCOUNT_LABEL_MAX_CHARACTERS),
  issuer: z.optional(issuer),
});

export const nothing = z.strictObject({});

const methods = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], says('must be one of GET, POST, PUT, PATCH, DELETE'));

const path = z.union(
  [
    filled('must not be empty', 4_096),
    z.array(filled('must hold texts that are not empty', 1_024)).check(z.minLength(1, says('must not be empty'))),
  ],
  says('must be a path below rest/ such as "V1/products/24-MB01", or a list of its segments'),
);

type QueryValue = string | number | boolean | null | QueryValue[] | { [name: string]: QueryValue };
export const queryValue: z.ZodMiniType<QueryValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(queryValue), z.record(z.string(), queryValue)]),
);

/** PHP's `json_decode` reads no deeper. */
const BODY_NESTING_MAX = 512;
const DEEP_BODY = `must not be nested deeper than ${BODY_NESTING_MAX}`;
/** PHP reads no deeper (`max_input_nesting_level`). */
const NESTING_MAX = 64;
const DEEP = `must not be nested deeper than ${NESTING_MAX}`;

/** Level by level, since a value that is nested too deeply would exhaust the stack of whoever walks down into it. */
function isShallow(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return false;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null && !JSON.isRawJSON(one) ? Object.values(one) : [],
    );
  }
  return true;
}

const query = z.pipe(
  z.unknown().check(z.refine((value) => isShallow(value, NESTING_MAX), says(DEEP))),
  z.record(z.string(), queryValue, says('must be an object')),
);

const STORE = 'must be the code of a store view, such as "default", or "all"';
const target = {
  path,
  query: z.optional(query),
  store: z.optional(z.string(says(STORE)).check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, says(STORE)))),
};

const body = z.unknown().check(z.refine((value) => isShallow(value, BODY_NESTING_MAX), says(DEEP_BODY)));

export const callBody = z.strictObject({ method: methods, ...target, body: z.optional(body) }).check(
  z.refine(({ method, body }) => body === undefined || method !== 'GET', {
    error: 'must be absent with GET',
    path: ['body'],
  }),
);

const pageSize = whole(String(STORE_PAGE_MAX));
export const pagesBody = z.strictObject({
  ...target,
  pageSize: z._default(
    z.int(pageSize).check(z.minimum(1, pageSize), z.maximum(STORE_PAGE_MAX, pageSize)),
    STORE_PAGE_DEFAULT,
  ),
  cursor: z.optional(filled('must not be empty', 4_096)),
});
