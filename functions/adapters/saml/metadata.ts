import { X509Certificate } from 'node:crypto';
import { samlIssuer } from '../../domain/account.ts';
import { ISSUER_MAX_CHARACTERS, type SamlProvider } from '../../domain/integrations/merchant-sign-in.ts';
import { readMetadata, type SamlMetadata, type SamlRole } from './metadata-document.ts';
import { SamlMetadataError } from './metadata-problems.ts';

/** Shortest RSA key whose signatures still count: NIST SP 800-131A. */
const MIN_RSA_BITS = 2048;
/** Two while rotating; more than this is no provider's. */
const MAX_CERTIFICATES = 10;

const BINDINGS: ReadonlyMap<string, SamlProvider['ssoBinding']> = new Map([
  ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', 'redirect'],
  ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', 'post'],
]);
const SAML_2 = 'urn:oasis:names:tc:SAML:2.0:protocol';

/**
 * What is used of an identity provider's metadata (SAML 2.0 Metadata §2.4). A signature of the metadata is not checked: who may give
 * it is decided by who may edit the integration, or by TLS where it is fetched.
 *
 * @throws SamlMetadataError
 */
export function parseSamlMetadata(xml: string): SamlProvider {
  const { entityId, role } = onlyProvider(readMetadata(xml));
  return {
    entityId,
    ...signOnService(role),
    certificates: signingCertificates(role),
    ...(/^(?:true|1)$/.test(role['@WantAuthnRequestsSigned'] ?? '') && { wantAuthnRequestsSigned: true }),
  };
}

/** The one entity with the role of a SAML 2.0 identity provider, be it alone or among service providers. */
function onlyProvider({ EntityDescriptor, EntitiesDescriptor }: SamlMetadata) {
  const entities = [...EntityDescriptor, ...EntitiesDescriptor.flatMap((all) => all.EntityDescriptor)];
  if (entities.length === 0) throw new SamlMetadataError('not_metadata');
  const providers = entities.flatMap((entity) =>
    entity.IDPSSODescriptor.filter(speaksSaml2).map((role) => ({ entityId: entity['@entityID'] ?? '', role })),
  );
  const [provider, ...others] = providers;
  if (provider === undefined) throw new SamlMetadataError('no_provider');
  if (others.length > 0) throw new SamlMetadataError('several_providers');
  const { entityId } = provider;
  const fits = samlIssuer(entityId).length <= ISSUER_MAX_CHARACTERS;
  if (entityId.trim() === '' || !fits) throw new SamlMetadataError('no_entity_id');
  return provider;
}

function speaksSaml2(role: SamlRole): boolean {
  return (role['@protocolSupportEnumeration'] ?? '').split(/\s+/).includes(SAML_2);
}

/** Redirect where there is a choice: it needs no page between. */
function signOnService({ SingleSignOnService }: SamlRole): Pick<SamlProvider, 'ssoUrl' | 'ssoBinding'> {
  const usable = SingleSignOnService.flatMap((service) => {
    const binding = BINDINGS.get(service['@Binding'] ?? '');
    const ssoUrl = webAddress(service['@Location'] ?? '');
    return binding === undefined || ssoUrl === undefined ? [] : [{ ssoUrl, ssoBinding: binding }];
  });
  const service = usable.find(({ ssoBinding }) => ssoBinding === 'redirect') ?? usable[0];
  if (service === undefined) throw new SamlMetadataError('no_sso_url');
  return service;
}

/** Whether plain http may do, for loopback only, is the URL policy's to say. */
function webAddress(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return undefined;
  return url.username === '' && url.password === '' && url.hash === '' ? text.trim() : undefined;
}

/** Certificates for signatures, or for anything: a KeyDescriptor without `use` is for both (SAML 2.0 Metadata §2.4.1.1). */
function signingCertificates({ KeyDescriptor }: SamlRole): string[] {
  const named = KeyDescriptor.filter((key) => (key['@use'] ?? 'signing') === 'signing')
    .flatMap(({ KeyInfo }) => KeyInfo.flatMap(({ X509Data }) => X509Data))
    .flatMap(({ X509Certificate }) => X509Certificate.map((certificate) => certificate['#text']));
  const usable = [...new Set(named.flatMap(usableCertificate))];
  if (usable.length === 0) throw new SamlMetadataError('no_certificate');
  if (usable.length > MAX_CERTIFICATES) throw new SamlMetadataError('too_many_certificates');
  return usable;
}

/** Expired ones are used, too: in SAML a certificate is a wrapping for a key, and many providers never renew theirs. */
function usableCertificate(text: string): string[] {
  try {
    const { publicKey, raw } = new X509Certificate(Buffer.from(text.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64'));
    const bits = publicKey.asymmetricKeyType === 'rsa' ? (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
    return bits >= MIN_RSA_BITS ? [raw.toString('base64')] : [];
  } catch {
    return [];
  }
}
