import { createHash } from 'node:crypto';
import { EVENT_URL_NAMES } from '../../../../functions/domain/integrations/event-urls.ts';
import { CliError, EXIT_MISUSED, oneLine } from '../../../output/cli-error.ts';
import type { IntegrationFile } from '../file/file-shape.ts';
import { fileOf } from '../state/found-file.ts';
import type { Working } from '../state/integration-answer.ts';

type Members = Readonly<Record<string, unknown>>;
type Value = string | number | boolean | readonly unknown[];

/** Every single value of a configuration, by its path, such as `outboundCredentials.tokenUri`; secrets apart. */
export type Settings = ReadonlyMap<string, Value>;

export async function settingsOfFile(file: IntegrationFile): Promise<Settings> {
  const { saml } = file.merchantSignIn ?? {};
  const metadata = typeof saml?.metadataXml === 'string' ? await identityOf(saml.metadataXml) : {};
  return settingsIn({ ...file, ...(saml && { merchantSignIn: { saml: { ...saml, ...metadata } } }) });
}

export function settingsOfAnswer(found: Working): Settings {
  const file = fileOf(found);
  const { saml } = Object(file['merchantSignIn']);
  if (saml === undefined) return settingsIn(file);
  const { entityId, ssoUrl, certificates } = Object(found.merchantSignIn);
  const fingerprints = [certificates].flat().map((one) => Object(one).fingerprint);
  return settingsIn({
    ...file,
    merchantSignIn: { saml: { ...saml, entityId, ssoUrl, certificates: fingerprints.toSorted() } },
  });
}

/** What of a provider's metadata is used, as GraphQL shows it. The parser is loaded when it is needed. */
async function identityOf(xml: string): Promise<Members> {
  const { parseSamlMetadata } = await import('../../../../functions/adapters/saml/metadata.ts');
  try {
    const { entityId, ssoUrl, certificates } = parseSamlMetadata(xml);
    const fingerprint = (base64: string) => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
    return { entityId, ssoUrl, certificates: certificates.map(fingerprint).toSorted() };
  } catch (error) {
    throw new CliError(EXIT_MISUSED, [`merchantSignIn.saml.metadataXml: ${oneLine(error)}`], { cause: error });
  }
}

/** With the defaults of GraphQL filled in, so that what means the same is the same. */
function settingsIn(file: Members): Settings {
  const { name, payloadStyle = 'STANDARD_WEBHOOK', outboundCredentials, formFields, channel } = file;
  const urls = Object.fromEntries(EVENT_URL_NAMES.map((url) => [url, file[url]]));
  const { grantType: _, ...credentials } = Object(outboundCredentials);
  const all = {
    name,
    ...urls,
    payloadStyle,
    outboundCredentials: credentials,
    formFields: [formFields ?? []].flat().map(fieldOf),
    singleSignOn: file['singleSignOn'],
    merchantSignIn: signInOf(Object(file['merchantSignIn'])),
    'channel.connectors': Object.fromEntries(
      [Object(channel)['connectors'] ?? []].flat().map((one) => [Object(one).name, Object(one).everyMinutes]),
    ),
  };
  return new Map(flat('', all));
}

function fieldOf(field: unknown): Members {
  const { labels, help, choices, required = false, ...others } = Object(field);
  const choicesOf = choices?.map(({ value, labels: own }: Members) => ({ value, labels: byLanguage(own) }));
  return { ...others, required, labels: byLanguage(labels), help: byLanguage(help), choices: choicesOf };
}

function byLanguage(texts: unknown): Members {
  return Object.fromEntries([texts ?? []].flat().map((one) => [Object(one).language, Object(one).text]));
}

function signInOf({ openIdConnect, saml }: Members): Members {
  const { metadataXml: _, allowSha1 = false, ...attributes } = Object(saml);
  return {
    ...(openIdConnect ? { openIdConnect: { scope: 'openid email', accountClaim: ['sub'], ...openIdConnect } } : {}),
    ...(saml ? { saml: { ...attributes, allowSha1 } } : {}),
  };
}

const SECRETS = new Set(['clientSecret', 'password']);

function flat(path: string, value: unknown): [string, Value][] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
  if (Array.isArray(value) && !value.some((one) => typeof one === 'object')) return value.length ? [[path, value]] : [];
  return Object.entries(value)
    .filter(([key]) => !SECRETS.has(key))
    .flatMap(([key, member]) => flat(path === '' ? key : `${path}.${key}`, member));
}
