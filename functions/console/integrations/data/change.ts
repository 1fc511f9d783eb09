import * as z from 'zod/mini';
import type { Backend } from '../../backend/backend.ts';

const userError = z.object({ code: z.string(), path: z.nullish(z.array(z.string())), message: z.string() });
/** Why the API has changed nothing. The path names a field of the input. */
export type UserError = z.output<typeof userError>;

export const userErrors = z.nullish(z.array(userError));

const changed = z.record(z.string(), z.object({ userErrors }));

/** The mutations of the console's buttons and forms, and the type of each one's input. */
const INPUTS = {
  updateProductIntegration: 'UpdateProductIntegrationInput',
  triggerProductIntegrationPingTest: 'TriggerProductIntegrationPingTestInput',
  publishProductIntegration: 'PublishProductIntegrationInput',
  rollbackProductIntegration: 'RollbackProductIntegrationInput',
  linkProductIntegration: 'LinkProductIntegrationInput',
  unlinkProductIntegration: 'UnlinkProductIntegrationInput',
  enableProductIntegrationDeliveries: 'IntegrationIdInput',
  addProductIntegrationBookmarkConfiguration: 'BookmarkConfigurationInput',
  updateProductIntegrationBookmarkConfiguration: 'UpdateBookmarkConfigurationInput',
  addProductIntegrationOpenIdConnectConfiguration: 'OpenIdConnectConfigurationInput',
  updateProductIntegrationOpenIdConnectConfiguration: 'UpdateOpenIdConnectConfigurationInput',
  addProductIntegrationSamlConfiguration: 'SamlConfigurationInput',
  updateProductIntegrationSamlConfiguration: 'UpdateSamlConfigurationInput',
  removeProductIntegrationSingleSignOnConfiguration: 'RemoveSingleSignOnInput',
  setProductIntegrationMerchantSignIn: 'MerchantSignInInput',
  setProductIntegrationChannel: 'ProductIntegrationChannelInput',
  revokeProductIntegrationInboundClient: 'RevokeInboundClientInput',
} as const;
export type Mutation = keyof typeof INPUTS;

/** Changes something by GraphQL. @returns what was wrong; nothing when it is done */
export async function change(backend: Backend, mutation: Mutation, input: object): Promise<readonly UserError[]> {
  const operation = `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { userErrors { code path message } } }`;
  const data = await backend.graphQl(operation, changed, { input });
  return data[mutation]?.userErrors ?? [];
}

/** What a mutation that shows a secret answers: that, or what was wrong. */
export type Made<T> = { readonly made: T } | { readonly problems: readonly UserError[] };

/** The mutations whose answers hold more than what was wrong, which is shown once. */
const MAKING = {
  createProductIntegration: ['CreateProductIntegrationInput', 'signingSecret productIntegration { sourceId }'],
  generateProductIntegrationInboundClient: [
    'GenerateProductIntegrationInboundClientInput',
    'clientId clientSecret scopes tokenUrl',
  ],
  rotateProductIntegrationSigningSecret: ['RotateSigningSecretInput', 'signingSecret previousValidUntil'],
} as const;

/** Makes something by GraphQL. @param shape of the mutation's payload when it is done */
export async function make<T>(
  backend: Backend,
  mutation: keyof typeof MAKING,
  input: object,
  shape: z.ZodMiniType<T>,
): Promise<Made<T>> {
  const [type, members] = MAKING[mutation];
  const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${members} userErrors { code path message } } }`;
  const data = await backend.graphQl(operation, z.record(z.string(), z.unknown()), { input });
  const problems = changed.parse(data)[mutation]?.userErrors ?? [];
  return problems.length > 0 ? { problems } : { made: shape.parse(data[mutation]) };
}

export function hasCode(problems: readonly UserError[], code: string): boolean {
  return problems.some((problem) => problem.code === code);
}
