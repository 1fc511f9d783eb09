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
} as const;

/** Changes something by GraphQL. @returns what was wrong; nothing when it is done */
export async function change(
  backend: Backend,
  mutation: keyof typeof INPUTS,
  input: object,
): Promise<readonly UserError[]> {
  const operation = `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { userErrors { code path message } } }`;
  const data = await backend.graphQl(operation, changed, { input });
  return data[mutation]?.userErrors ?? [];
}

export function hasCode(problems: readonly UserError[], code: string): boolean {
  return problems.some((problem) => problem.code === code);
}
