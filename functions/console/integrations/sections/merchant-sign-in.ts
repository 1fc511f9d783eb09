import type { Translator } from '../../texts/translator.ts';
import type { Integration } from '../data/integration.ts';
import { registrations } from './registrations.ts';
import type { Section, SectionChange, SectionField, SectionGroup, Values } from './section.ts';
import { linesOf } from './sent.ts';

const KINDS = ['own', 'openIdConnect', 'saml'] as const;
const SECRET = 'openIdConnect_clientSecret';

/** How merchants sign in, replaced as a whole: at the deployment's own provider, by OpenID Connect or by SAML. */
export const MERCHANT_SIGN_IN: Section = {
  path: 'merchant-sign-in',
  name: 'set_merchant_sign_in',
  title: 'integration_field_merchantSignIn',
  intro: 'merchants_intro',
  values: valuesOf,
  secrets: [SECRET],
  groups: ({ layout }, integration) => groupsOf(layout.translator, integration),
  change: changeOf,
  fieldOf: (path) => fieldOf(path),
  below: registrations,
};

/** Metadata are read once and not kept as they were entered, so there are none to show. */
function valuesOf({ merchantSignIn: signIn }: Integration): Values {
  const openId = signIn?.__typename === 'MerchantOpenIdConnect' ? signIn : undefined;
  const saml = signIn?.__typename === 'MerchantSaml' ? signIn : undefined;
  return {
    kind: openId ? 'openIdConnect' : saml ? 'saml' : 'own',
    openIdConnect_issuer: openId?.issuer ?? '',
    openIdConnect_clientId: openId?.clientId ?? '',
    openIdConnect_scope: openId?.scope ?? '',
    openIdConnect_accountClaim: openId?.accountClaim.join('\n') ?? '',
    openIdConnect_clientAuthentication: openId?.clientAuthentication ?? '',
    saml_metadataXml: '',
    saml_metadataUrl: saml?.metadataUrl ?? '',
    saml_accountAttribute: saml?.accountAttribute ?? '',
    saml_labelAttribute: saml?.labelAttribute ?? '',
    saml_allowSha1: saml?.allowSha1 ? '1' : '',
  };
}

function groupsOf(translator: Translator, integration: Integration): readonly SectionGroup[] {
  const { t } = translator;
  const { merchantSignIn: signIn } = integration;
  const choice: SectionField = {
    name: 'kind',
    label: t('merchants_kind'),
    options: KINDS.map((kind) => [kind, t(`merchants_kind_${kind}`)]),
  };
  return [
    { legend: t('integration_field_merchantSignIn'), fields: [choice] },
    { legend: t('merchants_kind_openIdConnect'), fields: openIdFields(translator, signIn) },
    { legend: t('merchants_kind_saml'), fields: samlFields(translator, signIn) },
  ];
}

type SignIn = Integration['merchantSignIn'];

function openIdFields({ t }: Translator, signIn: SignIn): readonly SectionField[] {
  const hasSecret = signIn?.__typename === 'MerchantOpenIdConnect' && signIn.hasSecret;
  const authentications = [
    ['', t('merchants_authentication_metadata')],
    ['client_secret_basic', 'client_secret_basic'],
    ['client_secret_post', 'client_secret_post'],
  ] as const;
  return [
    { name: 'openIdConnect_issuer', label: t('merchants_issuer'), type: 'url', hint: t('merchants_issuer_hint') },
    { name: 'openIdConnect_clientId', label: t('integration_field_outboundCredentials_clientId') },
    {
      name: SECRET,
      label: t('integration_field_outboundCredentials_clientSecret'),
      type: 'password',
      hint: t(hasSecret ? 'merchants_secret_keep' : 'merchants_secret_new'),
    },
    {
      name: 'openIdConnect_scope',
      label: t('integration_field_outboundCredentials_scope'),
      hint: t('merchants_scope_hint'),
    },
    {
      name: 'openIdConnect_accountClaim',
      label: t('merchants_claim'),
      type: 'textarea',
      hint: t('merchants_claim_hint'),
    },
    {
      name: 'openIdConnect_clientAuthentication',
      label: t('merchants_authentication'),
      options: authentications,
    },
  ];
}

function samlFields({ t }: Translator, signIn: SignIn): readonly SectionField[] {
  const isStored = signIn?.__typename === 'MerchantSaml' && !signIn.metadataUrl;
  return [
    {
      name: 'saml_metadataXml',
      label: t('merchants_metadata_xml'),
      type: 'textarea',
      hint: t(isStored ? 'merchants_metadata_again' : 'merchants_metadata_hint'),
    },
    {
      name: 'saml_metadataUrl',
      label: t('merchants_metadata_url'),
      type: 'url',
      hint: t('merchants_metadata_url_hint'),
    },
    { name: 'saml_accountAttribute', label: t('merchants_account_attribute'), hint: t('merchants_account_hint') },
    { name: 'saml_labelAttribute', label: t('merchants_label_attribute') },
    { name: 'saml_allowSha1', label: t('merchants_sha1'), type: 'checkbox' },
  ];
}

function changeOf({ sourceId: id }: Integration, entered: Values): SectionChange {
  const text = (name: string) => entered[name] || null;
  const mutation = 'setProductIntegrationMerchantSignIn';
  switch (entered['kind']) {
    case 'openIdConnect': {
      const claim = linesOf(entered['openIdConnect_accountClaim']);
      const openIdConnect = {
        issuer: entered['openIdConnect_issuer'] ?? '',
        clientId: entered['openIdConnect_clientId'] ?? '',
        scope: text('openIdConnect_scope'),
        accountClaim: claim.length === 0 ? null : claim,
        clientAuthentication: text('openIdConnect_clientAuthentication'),
        ...(entered[SECRET] && { clientSecret: entered[SECRET] }),
      };
      return { mutation, input: { id, openIdConnect } };
    }
    case 'saml': {
      const saml = {
        metadataXml: text('saml_metadataXml'),
        metadataUrl: text('saml_metadataUrl'),
        accountAttribute: text('saml_accountAttribute'),
        labelAttribute: text('saml_labelAttribute'),
        allowSha1: entered['saml_allowSha1'] === '1',
      };
      return { mutation, input: { id, saml } };
    }
    default:
      return { mutation, input: { id } };
  }
}

/** `openIdConnect.issuer`; `saml` alone is said of its metadata. */
function fieldOf([kind, member]: readonly string[]): string | undefined {
  if (kind === 'saml' && member === undefined) return 'saml_metadataXml';
  return member === undefined ? undefined : `${kind}_${member}`;
}
