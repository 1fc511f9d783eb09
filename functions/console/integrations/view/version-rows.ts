import { EVENT_URL_NAMES } from '../../../domain/integrations/event-urls.ts';
import type { Translator } from '../../texts/translator.ts';
import type { Version } from '../data/version-fields.ts';
import { fieldWords } from '../words.ts';

/** One field of a version in words; lines of a text are apart. */
export type VersionRow = { readonly field: string; readonly label: string; readonly value: string };

/** What a version is made of, field by field; an empty value is none. */
function versionRows(translator: Translator, version: Version): readonly VersionRow[] {
  const { t } = translator;
  const row = (path: string, value: string | null | undefined): VersionRow => ({
    field: path,
    label: fieldWords(translator, path.split('.')),
    value: value ?? '',
  });
  const { outboundCredentials: credentials, channel, formFields } = version;
  const secret = credentials?.hasSecret ? t('integration_secret_stored') : t('integration_secret_none');
  const hasUseForSecret = credentials?.type === 'OAUTH2' || credentials?.type === 'BASIC';
  return [
    row('name', version.name),
    ...EVENT_URL_NAMES.map((name) => row(name, version[name])),
    row('payloadStyle', t(`integration_style_${version.payloadStyle}`)),
    row('outboundCredentials.type', t(`integration_credentials_${credentials?.type ?? 'NONE'}`)),
    row('outboundCredentials.clientId', credentials?.clientId),
    row('outboundCredentials.tokenUri', credentials?.tokenUri),
    row('outboundCredentials.scope', credentials?.scope),
    row('outboundCredentials.username', credentials?.username),
    row('outboundCredentials.secret', hasUseForSecret ? secret : ''),
    row('singleSignOn', signOnText(translator, version)),
    row('merchantSignIn', signInText(translator, version)),
    row('formFields', formFields.map(formFieldText(translator)).join('\n')),
    row('channel', channel?.connectors.map(({ name, everyMinutes }) => `${name}: ${everyMinutes} min`).join('\n')),
  ];
}

/** Rows of two versions side by side; those that are empty in both are left out. */
export function comparedRows(translator: Translator, one: Version, other: Version) {
  const others = versionRows(translator, other);
  return versionRows(translator, one)
    .map(({ field, label, value }, at) => ({ field, label, one: value, other: others[at]?.value ?? '' }))
    .filter((row) => row.one !== '' || row.other !== '')
    .map((row) => ({ ...row, differs: row.one !== row.other }));
}

function signOnText({ t }: Translator, { singleSignOn }: Version): string {
  switch (singleSignOn?.__typename) {
    case 'BookmarkConfiguration':
      return `${t('integration_sign_on_link')}\n${singleSignOn.url}`;
    case 'OpenIdConnectConfiguration':
      return `OpenID Connect\n${singleSignOn.initiateLoginUrl ?? ''}`.trim();
    case 'SamlConfiguration':
      return `SAML\n${singleSignOn.serviceProviderInitiatedLoginUrl ?? ''}`.trim();
    default:
      return '';
  }
}

function signInText({ t }: Translator, { merchantSignIn: signIn }: Version): string {
  switch (signIn?.__typename) {
    case 'MerchantOpenIdConnect': {
      const { issuer, clientId, hasSecret, scope, accountClaim } = signIn;
      const secret = hasSecret ? t('integration_secret_stored') : t('integration_secret_none');
      const secretLine = `${t('integration_field_outboundCredentials_secret')}: ${secret}`;
      const account = `${t('integration_account_claim')}: ${accountClaim.join(' › ')}`;
      return [`OpenID Connect: ${issuer}`, `client_id: ${clientId}`, secretLine, `scope: ${scope}`, account].join('\n');
    }
    case 'MerchantSaml': {
      const { entityId, ssoUrl, metadataUrl, accountAttribute, allowSha1 } = signIn;
      const account = `${t('integration_account_claim')}: ${accountAttribute ?? 'NameID'}`;
      const lines = [`SAML: ${entityId ?? metadataUrl ?? ''}`, ssoUrl, account, allowSha1 ? 'SHA-1' : undefined];
      return lines.filter((line) => line).join('\n');
    }
    default:
      return t('integration_sign_in_own');
  }
}

function formFieldText({ language, t }: Translator) {
  return ({ key, type, required, labels }: Version['formFields'][number]) => {
    const label = (labels.find((one) => one.language === language) ?? labels[0])?.text ?? '';
    return `${key}: ${label} (${type}${required ? `, ${t('integration_required')}` : ''})`;
  };
}
