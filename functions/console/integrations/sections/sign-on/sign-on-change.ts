import type { UserError } from '../../data/change.ts';
import type { Integration } from '../../data/integration.ts';
import type { SectionChange, Values } from '../section.ts';
import { linesOf } from '../sent.ts';
import { FLAGS, GRANT_TYPES, KINDS, type Kind, kindOf, LISTS, TEXTS } from './sign-on-values.ts';

const MUTATIONS = {
  bookmark: ['addProductIntegrationBookmarkConfiguration', 'updateProductIntegrationBookmarkConfiguration'],
  openIdConnect: [
    'addProductIntegrationOpenIdConnectConfiguration',
    'updateProductIntegrationOpenIdConnectConfiguration',
  ],
  saml: ['addProductIntegrationSamlConfiguration', 'updateProductIntegrationSamlConfiguration'],
} as const;

const REQUIRED: Readonly<Record<Kind, readonly string[]>> = {
  bookmark: ['url'],
  openIdConnect: ['initiateLoginUrl'],
  saml: ['version', 'serviceProviderEntityId', 'assertionConsumerServiceUrl'],
};

/** Adds what was entered, or updates what is configured: a field that was emptied is removed. */
export function signOnChange({ sourceId, singleSignOn }: Integration, entered: Values): SectionChange {
  const is = kindOf(singleSignOn);
  const kind = is ?? chosenKind(entered);
  const missing = REQUIRED[kind].filter((member) => !entered[`${kind}_${member}`]);
  if (missing.length > 0) return { problems: missing.map(isMissing) };
  const [add, update] = MUTATIONS[kind];
  return {
    mutation: is === undefined ? add : update,
    input: { integrationConfigurationId: sourceId, ...membersOf(kind, entered) },
  };
}

export function chosenKind(entered: Values): Kind {
  return KINDS.find((kind) => kind === entered['kind']) ?? 'bookmark';
}

function membersOf(kind: Kind, entered: Values): object {
  const texts = TEXTS[kind].map((member) => [member, entered[`${kind}_${member}`] || null]);
  if (kind !== 'openIdConnect') return Object.fromEntries(texts);
  return Object.fromEntries([
    ...texts,
    ['clientCreationMethod', entered['openIdConnect_clientCreationMethod'] ?? ''],
    ['grantTypes', GRANT_TYPES.filter((type) => entered[`openIdConnect_grantTypes_${type}`] === '1')],
    ...LISTS.map((list) => [list, linesOf(entered[`openIdConnect_${list}`])]),
    ...FLAGS.map((flag) => [flag, entered[`openIdConnect_${flag}`] === '1']),
  ]);
}

function isMissing(member: string): UserError {
  return { code: 'INPUT_INVALID', path: ['input', member], message: `${member} must not be empty` };
}
