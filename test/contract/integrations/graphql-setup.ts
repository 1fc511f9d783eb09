import * as z from 'zod';
import { openClientRepository } from '../../../functions/adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../../../functions/adapters/dynamodb/clients/client-uses.ts';
import { openAuditRepository } from '../../../functions/adapters/dynamodb/integrations/audit-repository.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { openIntegrationRepository } from '../../../functions/adapters/dynamodb/integrations/integration-repository.ts';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../../../functions/adapters/dynamodb/integrations/published-integrations.ts';
import { openListings } from '../../../functions/adapters/dynamodb/listings.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { EncryptionContext } from '../../../functions/adapters/kms/vault.ts';
import type { Caller } from '../../../functions/adapters/lambda/caller.ts';
import { answerGraphQl } from '../../../functions/integrations/answer-graphql.ts';
import type { Dependencies } from '../../../functions/integrations/dependencies.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

export type GraphQlSetup = Awaited<ReturnType<typeof openGraphQl>>;

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().optional() }))
    .optional(),
});

const userErrors = z.array(z.object({ code: z.string(), path: z.array(z.string()).nullable(), message: z.string() }));

export const OPERATOR: Caller = { client: 'operator', scopes: 'all', products: 'as-bound' };

/** The GraphQL endpoint with a table in memory, as a caller sees it and as tests look behind it. */
export async function openGraphQl(more: Partial<Dependencies> = {}) {
  const table = await embeddedTable();
  let clockMs = Date.parse('2026-11-26T08:00:00Z');
  const now = () => {
    // No two changes happen in the same millisecond, as on a real clock they hardly do.
    clockMs += 1;
    return new Date(clockMs);
  };
  const events: unknown[] = [];
  const sealedSecrets: { context: EncryptionContext; secret: Parameters<Dependencies['seal']>[1] }[] = [];
  const deps: Dependencies = {
    integrations: openIntegrationRepository(table),
    audit: openAuditRepository(table),
    snapshot: openPublishedIntegrations(table).snapshot,
    products: openProductRepository(table),
    deliveries: openDeliveryRepository(table),
    listings: openListings(table),
    clientItems: openClientRepository(table),
    clientUses: openClientUses(table),
    seal: async (context, secret) => {
      sealedSecrets.push({ context, secret });
      return sealed.parse(Buffer.from(`sealed ${sealedSecrets.length}`));
    },
    events: {
      ping: async (request) => void events.push(request),
      deliveriesDue: async () => void events.push('due'),
    },
    now,
    settingsProducts: [{ id: 'demo', name: 'Handfast Demo' }],
    clients: undefined,
    publicUrl: 'https://connect.example',
    apiUrl: 'https://api.example/v1',
    urlRules: { allowLoopback: false },
    connectors: new Map([['orders', ['Magento_Sales::actions_view']]]),
    ...more,
  };

  async function post(
    body: unknown,
    caller: Caller = OPERATOR,
    headers: { accept?: string; contentType?: string } = {},
  ) {
    return answerGraphQl(deps)({
      route: 'POST /v1/graphql',
      product: '',
      query: new URLSearchParams(),
      contentType: headers.contentType ?? 'application/json',
      acceptLanguage: '',
      cookies: new Map(),
      accept: headers.accept ?? '',
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      caller,
    });
  }

  async function ask(query: string, variables: object = {}, caller: Caller = OPERATOR) {
    return answerShape.parse(JSON.parse((await post({ query, variables }, caller)).body));
  }

  /** One mutation: its payload. */
  async function change(name: string, input: object, selection = '', caller: Caller = OPERATOR) {
    const type = inputType(name);
    const query = `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${selection} userErrors { code path message } } }`;
    const { data, errors } = await ask(query, { input }, caller);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return z.record(z.string(), z.unknown()).parse(data?.['result']);
  }

  return {
    table,
    deps,
    events,
    sealedSecrets,
    now,
    moveClock: (ms: number) => {
      clockMs += ms;
    },
    post,
    ask,
    change,
    /** Codes of a mutation that must change nothing. */
    async refused(name: string, input: object, caller: Caller = OPERATOR): Promise<string[]> {
      const { userErrors: found } = await change(name, input, '', caller);
      return found === null ? [] : userErrors.parse(found).map(({ code }) => code);
    },
    async create(input: object = {}, caller: Caller = OPERATOR): Promise<string> {
      const payload = await change('createProductIntegration', input, 'productIntegration { id }', caller);
      return idIn(payload);
    },
    /** One integration, by a query. */
    async read(id: string, selection: string, caller: Caller = OPERATOR, version = 'WORKING') {
      const query = `query ($id: ID!) { found: productIntegration(id: $id, version: ${version}) { ${selection} } }`;
      const { data, errors } = await ask(query, { id }, caller);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return z.record(z.string(), z.unknown()).nullable().parse(data?.['found']);
    },
    close: table.close,
  };
}

export function idIn(payload: object): string {
  return z.object({ productIntegration: z.object({ id: z.string() }) }).parse(payload).productIntegration.id;
}

const INPUTS: Readonly<Record<string, string>> = {
  addProductIntegrationBookmarkConfiguration: 'BookmarkConfigurationInput',
  updateProductIntegrationBookmarkConfiguration: 'UpdateBookmarkConfigurationInput',
  addProductIntegrationOpenIdConnectConfiguration: 'OpenIdConnectConfigurationInput',
  updateProductIntegrationOpenIdConnectConfiguration: 'UpdateOpenIdConnectConfigurationInput',
  addProductIntegrationSamlConfiguration: 'SamlConfigurationInput',
  updateProductIntegrationSamlConfiguration: 'UpdateSamlConfigurationInput',
  removeProductIntegrationSingleSignOnConfiguration: 'RemoveSingleSignOnInput',
  revokeProductIntegrationInboundClient: 'RevokeInboundClientInput',
  rotateProductIntegrationSigningSecret: 'RotateSigningSecretInput',
  enableProductIntegrationDeliveries: 'IntegrationIdInput',
  setProductIntegrationMerchantSignIn: 'MerchantSignInInput',
  setProductIntegrationChannel: 'ProductIntegrationChannelInput',
};

function inputType(mutation: string): string {
  return INPUTS[mutation] ?? `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
}
