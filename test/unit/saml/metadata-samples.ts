/** Metadata in the shapes that well-known identity providers write. Addresses and names are made up. */

const MD = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const SAML_2 = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

const lines = (base64: string) => base64.replace(/(.{64})/g, '$1\n          ');

export function keyDescriptor(base64: string, use: string | undefined, prefix = 'md:'): string {
  return `<${prefix}KeyDescriptor${use === undefined ? '' : ` use="${use}"`}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>${lines(base64)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></${prefix}KeyDescriptor>`;
}

/** Entra ID: a byte order mark, the default namespace, a signature, roles of WS-Federation, several keys while rotating. */
export const entraId = (first: string, second: string) =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="_5f5f" entityID="https://sts.windows.example/0f0f/" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#" /></SignedInfo><SignatureValue>AAAA</SignatureValue><KeyInfo><X509Data><X509Certificate>${first}</X509Certificate></X509Data></KeyInfo></Signature><RoleDescriptor xsi:type="fed:SecurityTokenServiceType" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>AAAA</X509Certificate></X509Data></KeyInfo></KeyDescriptor></RoleDescriptor><IDPSSODescriptor ${SAML_2}>${keyDescriptor(first, 'signing', '')}${keyDescriptor(second, 'signing', '')}<SingleLogoutService Binding="${REDIRECT}" Location="https://login.microsoftonline.example/0f0f/saml2" /><SingleSignOnService Binding="${REDIRECT}" Location="https://login.microsoftonline.example/0f0f/saml2" /><SingleSignOnService Binding="${POST}" Location="https://login.microsoftonline.example/0f0f/saml2" /></IDPSSODescriptor></EntityDescriptor>`;

/** Okta: POST first, both bindings, wants no signed requests and says so. */
export const okta = (certificate: string) => `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor entityID="http://www.okta.example/exk1" ${MD}>
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" ${SAML_2}>
    ${keyDescriptor(certificate, 'signing')}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="${POST}" Location="https://acme.okta.example/app/exk1/sso/saml?a=1&amp;b=2"/>
    <md:SingleSignOnService Binding="${REDIRECT}" Location="https://acme.okta.example/app/exk1/sso/saml?a=1&#38;b=2"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

/** Keycloak: an EntitiesDescriptor around one entity, keys for signing and for encryption, signed requests wanted. */
export const keycloak = (signing: string, encryption: string) => `<md:EntitiesDescriptor Name="urn:keycloak" ${MD}>
  <md:EntityDescriptor entityID="https://id.example/realms/acme">
    <md:IDPSSODescriptor WantAuthnRequestsSigned="true" ${SAML_2}>
      ${keyDescriptor(encryption, 'encryption')}
      ${keyDescriptor(signing, 'signing')}
      <md:ArtifactResolutionService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://id.example/resolve" index="0"/>
      <md:SingleSignOnService Binding="${POST}" Location="https://id.example/realms/acme/protocol/saml"/>
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://id.example/realms/acme/protocol/saml"/>
    </md:IDPSSODescriptor>
  </md:EntityDescriptor>
</md:EntitiesDescriptor>`;

/** ADFS: a service provider's role beside the identity provider's, and a key without use. */
export const adfs = (
  certificate: string,
) => `<EntityDescriptor ID="_1d" entityID="http://adfs.acme.example/adfs/services/trust" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <SPSSODescriptor WantAssertionsSigned="true" ${SAML_2}>
    ${keyDescriptor('AAAA', 'signing', '')}
    <AssertionConsumerService Binding="${POST}" Location="https://adfs.acme.example/adfs/ls/" index="0" isDefault="true"/>
  </SPSSODescriptor>
  <IDPSSODescriptor ${SAML_2}>
    ${keyDescriptor(certificate, undefined, '')}
    <SingleSignOnService Binding="${REDIRECT}" Location="https://adfs.acme.example/adfs/ls/"/>
    <SingleSignOnService Binding="${POST}" Location="https://adfs.acme.example/adfs/ls/"/>
    <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

/** The least that is enough, with a part of it replaced. */
export function small(parts: {
  readonly entityId?: string;
  readonly keys?: string;
  readonly services?: string;
  readonly protocol?: string;
}): string {
  const services =
    parts.services ?? `<md:SingleSignOnService Binding="${REDIRECT}" Location="https://id.example/sso"/>`;
  return `<md:EntityDescriptor entityID="${parts.entityId ?? 'https://id.example'}" ${MD}><md:IDPSSODescriptor ${parts.protocol ?? SAML_2}>${parts.keys ?? ''}${services}</md:IDPSSODescriptor></md:EntityDescriptor>`;
}
