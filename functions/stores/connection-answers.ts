import { answersContext } from '../adapters/dynamodb/connection-item.ts';
import { answers } from '../adapters/kms/secret-shapes.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import type { Answers } from '../domain/integrations/form-answers.ts';
import type { Connection } from '../domain/stores/connection.ts';

/** What the merchant answered when they connected the store; empty where nothing was asked. */
export async function answersOf(
  { vault }: { readonly vault: Pick<Vault, 'open'> },
  connection: Pick<Connection, 'connection' | 'product' | 'answers'>,
): Promise<Answers> {
  if (connection.answers === undefined) return {};
  return vault.open(answersContext(connection), connection.answers, answers);
}
