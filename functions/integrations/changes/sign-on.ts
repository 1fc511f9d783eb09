import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import type { SingleSignOn } from '../../domain/integrations/integration.ts';
import { editIntegration } from '../edit-integration.ts';
import { membersOf, SIGN_ON_SHAPES, type SignOnMembers } from '../inputs/sign-on.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

type Kind = SingleSignOn['kind'];

const target = z.looseObject({ integrationConfigurationId: id, revision });

const NAMES = { bookmark: 'Bookmark', openIdConnect: 'OpenIdConnect', saml: 'Saml' } as const;

/** Adds the way into the product. An equal one that is there already is left as it is. */
export function addSignOn(kind: Kind) {
  return async (session: Session, input: unknown): Promise<KeptIntegration> => {
    const { integrationConfigurationId, revision: read, ...members } = readInput(target, input);
    const added = toSignOn(kind, members);
    const action = `addProductIntegration${NAMES[kind]}Configuration`;
    return editIntegration(session, edit(integrationConfigurationId, read, action), async ({ working, published }) => {
      const { singleSignOn } = working;
      if (singleSignOn !== undefined) {
        if (isSame(singleSignOn, added)) return undefined;
        throw problem('ALREADY_CONFIGURED', undefined, 'A sign-on is configured. Update it, or remove it first.');
      }
      await requireUnfrozen(session, published?.id, added);
      return { working: { ...working, singleSignOn: added } };
    });
  };
}

/** Changes members of the way into the product: what is left out stays, and null removes. */
export function updateSignOn(kind: Kind) {
  return async (session: Session, input: unknown): Promise<KeptIntegration> => {
    const { integrationConfigurationId, revision: read, ...members } = readInput(target, input);
    const action = `updateProductIntegration${NAMES[kind]}Configuration`;
    return editIntegration(session, edit(integrationConfigurationId, read, action), async ({ working, published }) => {
      const { singleSignOn } = working;
      if (singleSignOn?.kind !== kind) {
        throw problem('NOT_CONFIGURED', undefined, 'No sign-on of this kind is configured. Add it first.');
      }
      const updated = toSignOn(kind, { ...membersOf(singleSignOn), ...members });
      if (isSame(singleSignOn, updated)) return undefined;
      await requireUnfrozen(session, published?.id, updated);
      return { working: { ...working, singleSignOn: updated } };
    });
  };
}

export async function removeSignOn(session: Session, input: unknown): Promise<KeptIntegration> {
  const { integrationConfigurationId, revision: read } = readInput(target, input);
  const action = 'removeProductIntegrationSingleSignOnConfiguration';
  return editIntegration(session, edit(integrationConfigurationId, read, action), async ({ working }) =>
    working.singleSignOn === undefined ? undefined : { working: { ...working, singleSignOn: undefined } },
  );
}

function edit(of: string, read: number | null | undefined, action: string) {
  return { id: of, path: ['integrationConfigurationId'], revision: read, action };
}

function toSignOn(kind: Kind, members: SignOnMembers): SingleSignOn {
  const present = Object.fromEntries(Object.entries(members).filter(([, value]) => (value ?? undefined) !== undefined));
  if (kind === 'bookmark') return { kind, ...readInput(SIGN_ON_SHAPES.bookmark, present) };
  return { kind, configuration: readInput<SignOnMembers>(SIGN_ON_SHAPES[kind], present) };
}

function isSame(one: SingleSignOn, other: SingleSignOn): boolean {
  const fields = (singleSignOn: SingleSignOn) => ({ urls: {}, payloadStyle: 'EVENT_URL' as const, singleSignOn });
  return changedFields(fields(one), fields(other)).length === 0;
}

/** How clients are handed out cannot change once anybody may have been handed one. */
async function requireUnfrozen(
  session: Session,
  published: NonNullable<KeptIntegration['published']>['id'] | undefined,
  wanted: SingleSignOn,
): Promise<void> {
  const before = published && (await session.snapshot(published))?.fields.singleSignOn;
  if (before?.kind !== 'openIdConnect' || wanted.kind !== 'openIdConnect') return;
  if (before.configuration['clientCreationMethod'] === wanted.configuration['clientCreationMethod']) return;
  throw problem(
    'FROZEN_AFTER_PUBLISH',
    ['clientCreationMethod'],
    'A published integration keeps its clientCreationMethod. Create another integration for another one.',
  );
}
