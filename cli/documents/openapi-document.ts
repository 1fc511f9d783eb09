import { SCOPES, type Scope, scopeName } from '../../functions/domain/api/scopes.ts';
import { ROUTES } from '../../infra/api/routes.ts';
import { SCOPE_DESCRIPTIONS } from '../../infra/api/scopes.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { Schema } from './json-schema.ts';
import { operationOf } from './operations.ts';
import { refusalResponses } from './problem-responses.ts';
import { componentSchemas, queryParameters } from './schemas.ts';

const DESCRIPTION = `Magento stores that merchants have connected to your product: list them, call them, hear how they are.

Every request needs an access token from the client credentials flow; Handfast signs what goes to Magento. \`docs/api.md\`
is the guide to this API. Errors are RFC 9457 problem documents whose \`code\` is stable. An answer without a \`code\` comes
from API Gateway. A connection of a product that the client may not see answers 404, as one that does not exist.

Products and integrations (which URLs hear of events, and how) are set up by GraphQL, at \`POST /v1/graphql\`: see
\`docs/integrations.md\`, and \`docs/integrations.graphql\` for its schema.`;

const HEADERS = {
  'no-store': { description: 'Always `no-store`.', schema: { type: 'string', const: 'no-store' } },
  'retry-after': { description: 'Seconds after which it is worth another try.', schema: { type: 'string' } },
  'www-authenticate': { description: 'What is wrong with the token (RFC 6750).', schema: { type: 'string' } },
};

const SECURITY = {
  token: {
    type: 'oauth2',
    description:
      "Client credentials at the stack's Cognito pool, whose scopes have `handfast/` before their names, or at the operator's own issuer. The token URL is an output of `cdk deploy`.",
    flows: {
      clientCredentials: {
        tokenUrl: 'https://handfast-api.auth.eu-central-1.amazoncognito.com/oauth2/token',
        scopes: Object.fromEntries(SCOPES.map((scope) => [scopeName(scope), SCOPE_DESCRIPTIONS[scope]])),
      },
    },
  },
  sigv4: {
    type: 'apiKey',
    in: 'header',
    name: 'authorization',
    description:
      'With the setting `"api": { "auth": "iam" }`, in place of tokens: requests signed with AWS credentials (SigV4, service `execute-api`) whose role may call `execute-api:Invoke`.',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
};

const HEX = { pattern: '[0-9a-f]{32}', example: '0f6c1b7d0c3a4a0e9a2f1d5b8c7e6a90' };
const UUID = {
  pattern: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  example: '5d0f8a52-8f0c-4a53-9d0e-0c1f1b9d7e11',
};

type Identifier = { readonly of: string; readonly prefix: string; readonly form?: typeof HEX };

/** By the first segment of a path. */
const IDS: Readonly<Record<string, Identifier>> = {
  connections: { of: 'a connection', prefix: 'con' },
  activations: { of: 'an attempt to connect', prefix: 'act', form: UUID },
  channels: { of: 'a channel', prefix: 'chn' },
  changes: { of: 'a batch of changes', prefix: 'bat' },
  runs: { of: 'a run', prefix: 'run' },
  events: { of: 'an event that was sent to a URL', prefix: 'dlv' },
};

/** @param name as in the path: what stands before it says of what it is */
function idParameter(path: string, name: 'id' | 'batch'): Schema {
  const segments = path.split('/');
  const id = IDS[segments[segments.indexOf(`{${name}}`) - 1] ?? ''];
  if (id === undefined) throw new Error(`The ids of ${path} need a description in cli/documents`);
  const { pattern, example } = id.form ?? HEX;
  return {
    name,
    in: 'path',
    required: true,
    description: `Id of ${id.of}. One of a product that the client may not see answers 404.`,
    schema: { type: 'string', pattern: `^${id.prefix}_${pattern}$` },
    example: `${id.prefix}_${example}`,
  };
}

/** By the first segment of a path that has a tag of its own. */
const TAGS = [
  { name: 'connections', description: 'Stores that are, or were, connected.' },
  { name: 'activations', description: 'Attempts to connect.' },
  { name: 'channels', description: 'What is read of stores, and what was read.' },
  { name: 'changes', description: 'What is written to stores.' },
  { name: 'runs', description: 'What channels did, and do.' },
];

function tagOf(path: string): string {
  // The channels of a connection, the runs of a channel.
  const named = TAGS.filter(({ name }) => path.split('/').includes(name));
  return named.at(-1)?.name ?? 'connections';
}

/** GraphQL has a schema of its own: `docs/integrations.graphql`. */
const GRAPHQL_PATH = '/v1/graphql';

/** The routes of the API, as `infra/api/routes.ts` has them. */
export function apiRoutes() {
  return ROUTES.flatMap(({ method, path, scopes: [scope] }) =>
    scope === undefined || path === GRAPHQL_PATH ? [] : [{ method, path, scope }],
  );
}

/** The OpenAPI 3.1 document. */
export function openApiDocument(): Schema {
  const paths = new Map<string, Record<string, Schema>>();
  for (const { method, path, scope } of apiRoutes()) {
    const item = { ...paths.get(path), [method.toLowerCase()]: operationObject(method, path, scope) };
    paths.set(path, item);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Handfast',
      version: packageJson.version,
      summary: 'Magento stores, connected to your product',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      {
        url: '{origin}',
        description: 'The output `ApiUrl` of `cdk deploy`, without `/v1`; `npm start` serves http://127.0.0.1:8787.',
        variables: { origin: { default: 'http://127.0.0.1:8787' } },
      },
    ],
    tags: TAGS,
    paths: Object.fromEntries(paths),
    components: { schemas: componentSchemas(), headers: HEADERS, securitySchemes: SECURITY },
  };
}

function operationObject(method: string, path: string, scope: Scope): Schema {
  const operation = operationOf(`${method} ${path}`);
  const { id, summary, description, query, answer, codes, status = 200, answered } = operation;
  const parameters = [
    ...(['id', 'batch'] as const).filter((name) => path.includes(`{${name}}`)).map((name) => idParameter(path, name)),
    ...(query === undefined ? [] : queryParameters(query)),
    ...Object.entries(operation.headers ?? {}).map(([name, description]) => ({
      ...{ name, in: 'header', required: false, description },
      schema: { type: 'string' },
    })),
  ];
  return {
    operationId: id,
    summary,
    description,
    tags: [tagOf(path)],
    security: [{ token: [scopeName(scope)] }, { sigv4: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...requestBodyOf(operation),
    responses: {
      [status]: {
        description: 'Done.',
        headers: { 'cache-control': { $ref: '#/components/headers/no-store' } },
        content: { 'application/json': { schema: schemaRef(answer), example: answered } },
      },
      ...refusalResponses(codes),
    },
  };
}

function requestBodyOf({ request, requestType, isRequestOptional, asked }: ReturnType<typeof operationOf>): Schema {
  if (request === undefined) return {};
  const example = requestType === undefined ? asked : `${JSON.stringify(asked)}\n`;
  const content = { [requestType ?? 'application/json']: { schema: schemaRef(request), example } };
  return { requestBody: { required: isRequestOptional !== true, content } };
}

function schemaRef(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
