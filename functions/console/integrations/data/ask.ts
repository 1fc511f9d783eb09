import * as z from 'zod/mini';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Backend } from '../../backend/backend.ts';
import { GraphQlFailure } from '../../backend/backend-failure.ts';

/**
 * Asks GraphQL for a page of something.
 *
 * @throws Refusal `cursor_invalid`, since nothing else of what a page asks for comes with its address unchecked
 */
export async function ask<T>(backend: Backend, operation: string, shape: z.ZodMiniType<T>, variables: object) {
  try {
    return await backend.graphQl(operation, shape, variables);
  } catch (error) {
    if (error instanceof GraphQlFailure && error.code === 'INPUT_INVALID') throw new Refusal('cursor_invalid');
    throw error;
  }
}

/** A moment, which GraphQL writes as milliseconds, in ISO 8601. */
export const moment = z.pipe(
  z.number(),
  z.transform((milliseconds) => new Date(milliseconds).toISOString()),
);

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.nullish(z.string()) });

/** One page of a list. */
export function listOf<T>(node: z.ZodMiniType<T>) {
  return z.object({ nodes: z.array(node), pageInfo });
}

/** The cursor of the next page, as pagers take it. */
export function nextOf({ pageInfo: info }: { readonly pageInfo: z.output<typeof pageInfo> }): string | undefined {
  return info.hasNextPage ? (info.endCursor ?? undefined) : undefined;
}
