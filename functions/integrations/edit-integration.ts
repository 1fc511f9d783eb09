import { randomUUID } from 'node:crypto';
import type { KeptIntegration } from '../adapters/dynamodb/integrations/integration-item.ts';
import type { Author, IntegrationChange } from '../adapters/dynamodb/integrations/integration-repository.ts';
import { changedFields } from '../domain/integrations/changed-fields.ts';
import { problem } from './problem.ts';
import type { Session } from './session.ts';

/** How often a change begins anew when somebody else was faster. */
const TRIES = 5;

export type Edit = {
  /** As the caller names it, and which argument that was. */
  readonly id: string;
  readonly path: readonly string[];
  /** The revision that the caller has read. */
  readonly revision?: number | null | undefined;
  /** The mutation's name. */
  readonly action: string;
};

/**
 * Changes an integration.
 *
 * @param change undefined where there is nothing to change; called again when somebody else was faster
 * @returns the integration afterwards
 * @throws Problems
 */
export async function editIntegration(
  session: Session,
  edit: Edit,
  change: (kept: KeptIntegration) => Promise<IntegrationChange | undefined>,
): Promise<KeptIntegration> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const kept = await requireChangeable(session, edit.id, edit.path);
    requireRevision(kept.revision, edit.revision);
    const made = await change(kept);
    if (made === undefined) return kept;
    const changed = await session.deps.integrations.change(kept, made, authorOf(session, edit.action, kept, made));
    if (changed !== undefined) return changed;
  }
  throw problem('REVISION_CONFLICT', undefined, 'Others change this integration at the same time. Try again.');
}

/** @throws Problems `NOT_FOUND`, `FORBIDDEN` */
export async function requireChangeable(
  session: Session,
  text: string,
  path: readonly string[],
): Promise<KeptIntegration> {
  const id = await session.idOf(text);
  const kept = id === undefined ? undefined : await session.read(id);
  if (kept === undefined) {
    throw problem('NOT_FOUND', path, 'There is no such integration among those that you may see.');
  }
  if (!(await session.mayChange(kept))) {
    throw problem('FORBIDDEN', path, 'Products of others use this integration too, so only its owner may change it.');
  }
  return kept;
}

/** @throws Problems `REVISION_CONFLICT` */
export function requireRevision(is: number, read: number | null | undefined): void {
  if (read === undefined || read === null || read === is) return;
  throw problem('REVISION_CONFLICT', ['revision'], `This is revision ${is} by now. Read it again, then repeat.`);
}

export function authorOf(
  { client, deps }: Session,
  action: string,
  kept: Pick<KeptIntegration, 'working'>,
  { working, ...others }: IntegrationChange,
): Author {
  const fields = working === undefined ? [] : changedFields(kept.working, working);
  return {
    id: randomUUID(),
    at: deps.now().toISOString(),
    by: client,
    action,
    fields: [...fields, ...Object.keys(others).filter((name) => name !== 'history')],
  };
}
