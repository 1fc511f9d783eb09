import type { Handfast } from '../../../../client/handfast.ts';
import { integrationNotFound } from '../../integration-argument.ts';
import type { Integration, Working } from './integration-answer.ts';
import { SHOW_QUERY, WORKING_QUERY } from './integration-query.ts';

type Answer<T> = { readonly productIntegration: T | null };

/** Its working configuration; undefined where there is none of this id, or the client may not see it. */
export async function findWorking({ graphql }: Handfast, id: string): Promise<Working | undefined> {
  const { productIntegration } = await graphql<Answer<Working>>(WORKING_QUERY, { id });
  return productIntegration ?? undefined;
}

/** @throws CliError where there is none of this id */
export async function requireIntegration({ graphql }: Handfast, id: string): Promise<Integration> {
  const { productIntegration } = await graphql<Answer<Integration>>(SHOW_QUERY, { id });
  return productIntegration ?? integrationNotFound(id);
}
