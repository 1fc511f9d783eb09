import { API_REFUSALS } from '../../functions/domain/refusals/api-refusals.ts';
import type { Schema } from './json-schema.ts';

export type ApiCode = keyof typeof API_REFUSALS;

/** What API Gateway answers by itself, on every route. */
const GATEWAY: Readonly<Record<number, string>> = {
  401: 'There is no token.',
  403: 'The token is not valid for this API, or lacks the scope.',
  413: 'The body is larger than 10 MB.',
  429: 'Too many requests at once for this deployment, or this AWS account. Try again in a second.',
  500: 'API Gateway failed. Try again.',
  503: 'No answer came within 30 s, or all functions were busy. Look before you repeat a write.',
};

/** Codes that every route may answer with. */
const ANYWHERE: readonly ApiCode[] = ['client_unknown', 'token_expired', 'internal'];

const GATEWAY_BODY = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayAnswer' } } };

/** The answers other than 200 of one route, by status. */
export function refusalResponses(own: readonly ApiCode[]): Readonly<Record<string, Schema>> {
  const codes = [...own, ...ANYWHERE];
  const statuses = new Set([...Object.keys(GATEWAY).map(Number), ...codes.map((code) => API_REFUSALS[code].status)]);
  return Object.fromEntries(
    [...statuses].toSorted((one, other) => one - other).map((status) => [String(status), responseOf(status, codes)]),
  );
}

function responseOf(status: number, codes: readonly ApiCode[]): Schema {
  const own = codes.filter((code) => API_REFUSALS[code].status === status);
  const gateway = GATEWAY[status];
  return {
    description: [...own.map(paragraphOf), ...(gateway === undefined ? [] : [`Without a code: ${gateway}`])].join(
      '\n\n',
    ),
    headers: headersOf(status, own),
    content: {
      ...(own.length > 0 && { 'application/problem+json': problemOf(status, own) }),
      ...(gateway !== undefined && GATEWAY_BODY),
    },
  };
}

function paragraphOf(code: ApiCode): string {
  const { title, happened, next } = API_REFUSALS[code];
  return `\`${code}\`: ${title}. ${happened} ${next}`;
}

function problemOf(status: number, codes: readonly ApiCode[]): Schema {
  const [first] = codes;
  const { title, happened, next } = API_REFUSALS[first ?? 'internal'];
  return {
    schema: {
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        { properties: { status: { const: status }, code: { enum: codes } } },
      ],
    },
    example: { type: 'about:blank', title, status, detail: `${happened} ${next}`, code: first },
  };
}

function headersOf(status: number, codes: readonly ApiCode[]): Schema {
  const waits = codes.includes('store_at_capacity');
  return {
    ...(codes.length > 0 && { 'cache-control': { $ref: '#/components/headers/no-store' } }),
    ...(waits && { 'retry-after': { $ref: '#/components/headers/retry-after' } }),
    ...(status === 401 && { 'www-authenticate': { $ref: '#/components/headers/www-authenticate' } }),
  };
}
