import { EVENT_URL_NAMES } from '../../../../functions/domain/integrations/event-urls.ts';
import type { IntegrationFile } from '../file/file-shape.ts';
import { CREDENTIALS_SECRETS, SIGN_IN_SECRET } from '../file/secrets.ts';
import type { Working } from '../state/integration-answer.ts';
import type { Difference } from './differences.ts';

type Members = Readonly<Record<string, unknown>>;

/** One mutation. */
export type Mutation = {
  readonly name: string;
  /** Of its input. */
  readonly type: string;
  readonly input: Members;
};

const FIELDS = ['name', ...EVENT_URL_NAMES, 'payloadStyle', 'outboundCredentials', 'formFields'] as const;

type Wanted = {
  readonly file: IntegrationFile;
  /** Undefined: it is created. */
  readonly found: Working | undefined;
  readonly differences: readonly Difference[];
  readonly secrets: ReadonlyMap<string, string>;
};

/** The mutations that make of what there is what a file says, in their order; none where nothing differs. */
export function mutationsOf(wanted: Wanted): readonly Mutation[] {
  const { file, found, differences } = wanted;
  const differs = (part: string) => differences.some(({ path }) => path === part || path.startsWith(`${part}.`));
  const changed = FIELDS.filter(differs);
  const fields = fieldsOf(wanted, changed);
  const { id, number } = file;
  return [
    ...(found === undefined
      ? [{ name: 'createProductIntegration', type: 'CreateProductIntegrationInput', input: { id, number, ...fields } }]
      : []),
    ...(found !== undefined && changed.length > 0
      ? [{ name: 'updateProductIntegration', type: 'UpdateProductIntegrationInput', input: { id, ...fields } }]
      : []),
    ...(differs('merchantSignIn') ? [signIn(wanted)] : []),
    ...(differs('channel') ? [channel(file)] : []),
    ...(differs('singleSignOn') ? signOn(file, found) : []),
  ];
}

/** What the file leaves out goes, which null says. */
function fieldsOf({ file, secrets }: Wanted, changed: readonly (typeof FIELDS)[number][]): Members {
  const credentials = file.outboundCredentials && {
    ...file.outboundCredentials,
    ...secretIn(secrets, CREDENTIALS_SECRETS, ['clientSecret', 'password']),
  };
  const all: Members = { ...file, outboundCredentials: credentials };
  return Object.fromEntries(changed.map((field) => [field, all[field] ?? null]));
}

/** The value in place of its name, which is not sent. */
function secretIn(secrets: ReadonlyMap<string, string>, paths: readonly string[], members: readonly string[]): Members {
  return Object.fromEntries(members.map((member, at) => [member, secrets.get(paths[at] ?? '')]));
}

function signIn({ file: { id, merchantSignIn }, secrets }: Wanted): Mutation {
  const { openIdConnect, saml } = merchantSignIn ?? {};
  const own = openIdConnect && { ...openIdConnect, ...secretIn(secrets, [SIGN_IN_SECRET], ['clientSecret']) };
  return {
    name: 'setProductIntegrationMerchantSignIn',
    type: 'MerchantSignInInput',
    input: { id, openIdConnect: own, saml },
  };
}

function channel({ id, channel: { connectors = [] } = {} }: IntegrationFile): Mutation {
  return {
    name: 'setProductIntegrationChannel',
    type: 'ProductIntegrationChannelInput',
    input: { id, connectors },
  };
}

const KINDS = [
  { kind: 'bookmark', named: 'Bookmark', typename: 'BookmarkConfiguration' },
  { kind: 'openIdConnect', named: 'OpenIdConnect', typename: 'OpenIdConnectConfiguration' },
  { kind: 'saml', named: 'Saml', typename: 'SamlConfiguration' },
] as const;

function signOn({ id, singleSignOn }: IntegrationFile, found: Working | undefined): readonly Mutation[] {
  const wanted = KINDS.find(({ kind }) => singleSignOn?.[kind] !== undefined);
  const { __typename: before, ...members } = found?.singleSignOn ?? { __typename: undefined };
  const target = { integrationConfigurationId: id };
  const remove = {
    name: 'removeProductIntegrationSingleSignOnConfiguration',
    type: 'RemoveSingleSignOnInput',
    input: target,
  };
  if (wanted === undefined) return [remove];
  const { kind, named, typename } = wanted;
  const own = { ...target, ...singleSignOn?.[kind] };
  if (before === typename) {
    const gone = Object.fromEntries(Object.keys(members).map((name) => [name, null]));
    const name = `updateProductIntegration${named}Configuration`;
    return [{ name, type: `Update${named}ConfigurationInput`, input: { ...gone, ...own } }];
  }
  const add = { name: `addProductIntegration${named}Configuration`, type: `${named}ConfigurationInput`, input: own };
  return before === undefined ? [add] : [remove, add];
}
