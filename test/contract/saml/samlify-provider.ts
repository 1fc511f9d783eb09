import { randomBytes } from 'node:crypto';
import type { SentRequest } from '../../../functions/adapters/saml/authn-request.ts';
import type { TestKeys } from './certificate.ts';
import { attribute, SHA256 } from './raw-answer.ts';
import { samlify } from './samlify-module.ts';

export type SamlifyOptions = {
  readonly binding?: 'redirect' | 'post';
  readonly again?: boolean;
  readonly signMessage?: boolean;
  readonly encrypt?: boolean;
};

/** What it understood of a request. */
export type UnderstoodRequest = {
  readonly id: string;
  readonly issuer: string;
  readonly acs: string;
  readonly forceAuthn: string | undefined;
};

const BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings';
const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

// It validates documents by a schema, if it is given one; ours are read by it in any case.
samlify.setSchemaValidator({ validate: async () => 'not validated' });

/** An identity provider made of samlify. @param origin where its pages are */
export function openSamlify(origin: string, keys: TestKeys, ownMetadata: string, options: SamlifyOptions = {}) {
  const { binding = 'redirect', signMessage = false, encrypt = false } = options;
  const location = `${origin}/sso`;
  const idp = samlify.IdentityProvider({
    entityID: `${origin}/metadata`,
    privateKey: keys.privateKey,
    signingCert: keys.certificate,
    requestSignatureAlgorithm: SHA256.signature,
    nameIDFormat: [EMAIL],
    wantAuthnRequestsSigned: true,
    isAssertionEncrypted: encrypt,
    messageSigningOrder: 'sign-then-encrypt',
    // It warns where there is none.
    singleLogoutService: [{ Binding: `${BINDING}:HTTP-POST`, Location: `${origin}/logout` }],
    singleSignOnService: [
      { Binding: `${BINDING}:${binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST'}`, Location: location },
    ],
  });
  const sp = samlify.ServiceProvider({ metadata: ownMetadata, wantMessageSigned: signMessage });
  return {
    metadata: idp.getMetadata(),

    /** Rejects where the request's signature is not right. */
    async readRequest(sent: SentRequest): Promise<UnderstoodRequest> {
      const { extract, samlContent } = await idp.parseLoginRequest(sp, sent.binding, received(sent));
      const forceAuthn = / ForceAuthn="(\w+)"/.exec(samlContent)?.[1];
      const { request, issuer } = extract;
      return {
        id: String(request?.id),
        issuer: String(issuer),
        acs: request?.assertionConsumerServiceUrl ?? '',
        forceAuthn,
      };
    },

    /** The value of `SAMLResponse`. */
    async answer({ id, issuer, acs }: UnderstoodRequest, email: string): Promise<string> {
      const values = valuesOf({ inResponseTo: id, audience: issuer, acs, issuer: `${origin}/metadata`, email });
      const replace = () => ({ id: values.ID, context: samlify.SamlLib.replaceTagsByValue(TEMPLATE, values) });
      const made = await idp.createLoginResponse(sp, { extract: { request: { id } } }, 'post', { email }, replace);
      return made.context;
    },
  };
}

function received(sent: SentRequest) {
  if (sent.binding === 'post') return { body: { SAMLRequest: sent.samlRequest } };
  const { search, searchParams } = new URL(sent.url);
  const [octetString = ''] = search.slice(1).split('&Signature=');
  return { query: Object.fromEntries(searchParams), octetString };
}

function valuesOf(of: Readonly<Record<'inResponseTo' | 'audience' | 'acs' | 'issuer' | 'email', string>>) {
  const now = Date.now();
  const [ID, AssertionID] = [randomId(), randomId()];
  const times = { Now: new Date(now).toISOString(), End: new Date(now + 300_000).toISOString() };
  return { ID, AssertionID, ...times, ...of, Email: of.email };
}

const randomId = () => `_${randomBytes(16).toString('hex')}`;

/** Its own has no AuthnStatement, which SAML 2.0 Profiles §4.1.4.2 requires. */
const TEMPLATE =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{Now}" Destination="{acs}" InResponseTo="{inResponseTo}"><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
  '<saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="{AssertionID}" Version="2.0" IssueInstant="{Now}"><saml:Issuer>{issuer}</saml:Issuer>' +
  `<saml:Subject><saml:NameID Format="${EMAIL}">{email}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{End}" Recipient="{acs}" InResponseTo="{inResponseTo}"/></saml:SubjectConfirmation></saml:Subject>` +
  '<saml:Conditions NotBefore="{Now}" NotOnOrAfter="{End}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>' +
  '<saml:AuthnStatement AuthnInstant="{Now}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>' +
  `${attribute('mail', '{Email}')}</saml:Assertion></samlp:Response>`;
