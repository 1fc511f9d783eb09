import { createRequire } from 'node:module';

type Service = { readonly Binding: string; readonly Location: string };

type Binding = 'redirect' | 'post';

/** What a request says, once its signature was found right. */
type ReadRequest = {
  readonly samlContent: string;
  readonly extract: {
    readonly request?: { readonly id: string; readonly assertionConsumerServiceUrl?: string };
    readonly issuer?: string;
  };
};

type ServiceProvider = { readonly entityMeta: unknown };

type IdentityProvider = {
  readonly getMetadata: () => string;
  readonly parseLoginRequest: (
    sp: ServiceProvider,
    binding: Binding,
    received: { readonly body?: object; readonly query?: object; readonly octetString?: string },
  ) => Promise<ReadRequest>;
  readonly createLoginResponse: (
    sp: ServiceProvider,
    asked: { readonly extract: { readonly request: { readonly id: string } } },
    binding: Binding,
    user: { readonly email: string },
    replace: () => { readonly id: string; readonly context: string },
  ) => Promise<{ readonly context: string }>;
};

type Samlify = {
  readonly setSchemaValidator: (validator: { readonly validate: (xml: string) => Promise<string> }) => void;
  readonly IdentityProvider: (settings: {
    readonly entityID: string;
    readonly privateKey: string;
    readonly signingCert: string;
    readonly requestSignatureAlgorithm: string;
    readonly nameIDFormat: readonly string[];
    readonly wantAuthnRequestsSigned: boolean;
    readonly isAssertionEncrypted: boolean;
    readonly messageSigningOrder: string;
    readonly singleSignOnService: readonly Service[];
    readonly singleLogoutService: readonly Service[];
  }) => IdentityProvider;
  readonly ServiceProvider: (settings: {
    readonly metadata: string;
    readonly wantMessageSigned: boolean;
  }) => ServiceProvider;
  readonly SPMetadata: (xml: string) => {
    readonly getEntityID: () => string;
    readonly getAssertionConsumerService: (binding: Binding) => string;
    readonly isAuthnRequestSigned: () => boolean;
    readonly isWantAssertionsSigned: () => boolean;
  };
  readonly SamlLib: { readonly replaceTagsByValue: (xml: string, values: object) => string };
};

const require = createRequire(import.meta.url);

/** Its own types bring those of browsers with them, and some of Node's do not agree with those. */
export const samlify: Samlify = require('samlify');
