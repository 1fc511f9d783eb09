import type { Integration } from '../../data/integration.ts';
import type { Values } from '../section.ts';

export const KINDS = ['bookmark', 'openIdConnect', 'saml'] as const;
export type Kind = (typeof KINDS)[number];
type SignOn = Integration['singleSignOn'];

const KIND_OF = {
  BookmarkConfiguration: 'bookmark',
  OpenIdConnectConfiguration: 'openIdConnect',
  SamlConfiguration: 'saml',
} as const;

export const GRANT_TYPES = ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'] as const;
export const CREATION_METHODS = ['PER_SUBSCRIPTION', 'PER_MARKETPLACE', 'PER_ENVIRONMENT'] as const;

/** Members that are texts, by kind, in the order of the form. */
export const TEXTS = {
  bookmark: ['url'],
  openIdConnect: ['initiateLoginUrl', 'logoutUrl'],
  saml: [
    'version',
    'serviceProviderEntityId',
    'assertionConsumerServiceUrl',
    'serviceProviderInitiatedLoginUrl',
    'metadataUrl',
    'nameId',
    'nameIdFormat',
    'relayState',
    'identityProviderEntityId',
  ],
} as const satisfies Readonly<Record<Kind, readonly string[]>>;

/** Members of OpenID Connect that are lists, one entry a line, and that are yes or no. */
export const LISTS = ['redirectUrls', 'allowedScopes'] as const;
export const FLAGS = ['allowOidcScope', 'allowUserScopes', 'allowRoleScopes'] as const;

/** The kind that is configured. */
export function kindOf(signOn: SignOn): Kind | undefined {
  return signOn ? KIND_OF[signOn.__typename] : undefined;
}

/** How clients are handed out by the published version, which then stays so. */
export function frozenMethod({ published }: Integration): string | undefined {
  const signOn = published?.singleSignOn;
  return signOn?.__typename === 'OpenIdConnectConfiguration' ? (signOn.clientCreationMethod ?? undefined) : undefined;
}

/** What the form shows: fields of all kinds, named by kind and member. */
export function valuesOf({ singleSignOn }: Integration): Values {
  const bookmark = singleSignOn?.__typename === 'BookmarkConfiguration' ? singleSignOn : undefined;
  const openId = singleSignOn?.__typename === 'OpenIdConnectConfiguration' ? singleSignOn : undefined;
  const saml = singleSignOn?.__typename === 'SamlConfiguration' ? singleSignOn : undefined;
  const pairs: readonly (readonly [name: string, value: string | null | undefined])[] = [
    ['kind', kindOf(singleSignOn)],
    ['bookmark_url', bookmark?.url],
    ['openIdConnect_clientCreationMethod', openId?.clientCreationMethod],
    ...GRANT_TYPES.map(
      (type) => [`openIdConnect_grantTypes_${type}`, box(openId?.grantTypes?.includes(type))] as const,
    ),
    ...LISTS.map((list) => [`openIdConnect_${list}`, openId?.[list]?.join('\n')] as const),
    ...FLAGS.map((flag) => [`openIdConnect_${flag}`, box(openId?.[flag])] as const),
    ...TEXTS.openIdConnect.map((member) => [`openIdConnect_${member}`, openId?.[member]] as const),
    ...TEXTS.saml.map((member) => [`saml_${member}`, saml?.[member]] as const),
  ];
  return Object.fromEntries(pairs.map(([name, value]) => [name, value ?? '']));
}

function box(isSet: boolean | null | undefined): string {
  return isSet ? '1' : '';
}
