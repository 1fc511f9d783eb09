import type { Sealed } from '../ciphertext.ts';
import type { ProductId } from '../ids.ts';
import type { ChannelDefaults } from '../sync/channel-defaults.ts';
import type { SignInTest } from './deliveries/sign-in-test.ts';
import type { EventUrls, IntegrationEventType } from './event-urls.ts';
import type { IntegrationId, SnapshotId } from './integration-ids.ts';
import type { MerchantSignIn } from './merchant-sign-in.ts';

export const CREDENTIALS_TYPES = ['OAUTH2', 'BASIC', 'NONE'] as const;
export const PAYLOAD_STYLES = ['STANDARD_WEBHOOK', 'EVENT_URL'] as const;
export type PayloadStyle = (typeof PAYLOAD_STYLES)[number];

/** How we authenticate at the vendor's URLs. */
export type OutboundCredentials = {
  readonly type: (typeof CREDENTIALS_TYPES)[number];
  /** OAUTH2. */
  readonly clientId?: string | undefined;
  readonly tokenUri?: string | undefined;
  readonly grantType?: 'client_credentials' | undefined;
  readonly scope?: string | undefined;
  /** BASIC. */
  readonly username?: string | undefined;
  /** `{secret}`: the client secret or the password. Dropped when who is asked for the token changes. */
  readonly secret?: Sealed | undefined;
};

export const FORM_FIELD_TYPES = ['TEXT', 'CHOICE', 'NUMBER', 'CHECKBOX'] as const;
export const FORM_FIELDS_MAX = 8;

/** A question that the consent page asks. */
export type FormField = {
  readonly key: string;
  readonly type: (typeof FORM_FIELD_TYPES)[number];
  /** By language; `en` is the one for languages that have none. */
  readonly labels: Readonly<Record<string, string>>;
  readonly help?: Readonly<Record<string, string>> | undefined;
  readonly required: boolean;
  /** TEXT: a pattern of HTML's `pattern` attribute. */
  readonly pattern?: string | undefined;
  /** CHOICE: values and their labels by language. */
  readonly choices?:
    | readonly { readonly value: string; readonly labels: Readonly<Record<string, string>> }[]
    | undefined;
};

/** The way into the product: kept, shown and published as it was given. */
export type SingleSignOn =
  | { readonly kind: 'bookmark'; readonly url: string }
  | { readonly kind: 'openIdConnect'; readonly configuration: Readonly<Record<string, unknown>> }
  | { readonly kind: 'saml'; readonly configuration: Readonly<Record<string, unknown>> };

/** All that a publish freezes and a rollback restores. */
export type IntegrationFields = {
  readonly name?: string | undefined;
  readonly urls: EventUrls;
  readonly payloadStyle: PayloadStyle;
  readonly credentials?: OutboundCredentials | undefined;
  readonly singleSignOn?: SingleSignOn | undefined;
  readonly merchantSignIn?: MerchantSignIn | undefined;
  readonly formFields?: readonly FormField[] | undefined;
  /** What stores get when they are connected; those that are connected already keep what they have. */
  readonly channel?: ChannelDefaults | undefined;
};

export type Publication = {
  readonly id: SnapshotId;
  /** Of the working configuration, when it was published. */
  readonly revision: number;
  readonly at: string;
  readonly note?: string | undefined;
};

/** `{secret}` of Standard Webhooks, `whsec_…`. Not part of a version: a rotation takes effect at once. */
export type SigningSecret = {
  readonly current: Sealed;
  /** The last characters, to tell secrets apart. */
  readonly hint: string;
  readonly createdAt: string;
  readonly previous?: { readonly secret: Sealed; readonly until: string } | undefined;
};

/** As the integration lists it: at most so many, decided under its lock. What it may do lies with the client itself. */
export type InboundClient = {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
};

export const PING_ERRORS = [
  'url_missing',
  'url_refused',
  'dns_failed',
  'tls_failed',
  'unreachable',
  'timeout',
  'token_failed',
  'status',
  'answer',
] as const;
export type PingError = (typeof PING_ERRORS)[number];

export type TestResult = {
  readonly type: IntegrationEventType;
  readonly url?: string | undefined;
  readonly success: boolean;
  readonly httpStatus?: number | undefined;
  readonly milliseconds?: number | undefined;
  readonly tokenMilliseconds?: number | undefined;
  readonly error?: PingError | undefined;
  readonly message?: string | undefined;
};

export type IntegrationTest = {
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  /** WORKING, or a snapshot's id. */
  readonly version: string;
  /** What was asked for: without an end, it is under way. */
  readonly types: readonly IntegrationEventType[];
  readonly results: readonly TestResult[];
  /** Whether merchants' sign-in was to be tried, and what came of it. */
  readonly triesSignIn?: true | undefined;
  readonly signIn?: SignInTest | undefined;
};

/** How the vendor's URLs have taken events lately. */
export type DeliveryHealth = {
  readonly enabled: boolean;
  readonly disabledAt?: string | undefined;
  /** Of all URLs but that of notices. */
  readonly failingSince?: string | undefined;
  readonly noticesFailingSince?: string | undefined;
  /** Kinds of event that are switched off, with the time: their URL answered 410, or failed for days where that ends this kind alone. */
  readonly gone: Readonly<Partial<Record<IntegrationEventType, string>>>;
};

/** An integration: the working configuration, and what is published of it. */
export type Integration = {
  readonly id: IntegrationId;
  readonly number?: number | undefined;
  /** The client or operator who made it. */
  readonly owner: string;
  /** Grows with every change of the working configuration. */
  readonly revision: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly working: IntegrationFields;
  readonly published?: Publication | undefined;
  /** Newest first, at most `HISTORY_MAX`, the published one included. */
  readonly history: readonly Publication[];
  readonly signing: SigningSecret;
  readonly clients: readonly InboundClient[];
  /** Products that were linked to it, as a hint: the products themselves say which are. */
  readonly products: readonly ProductId[];
  readonly lastTest?: IntegrationTest | undefined;
  readonly health: DeliveryHealth;
};

export const HISTORY_MAX = 20;
export const INBOUND_CLIENTS_MAX = 2;
export const LINKED_PRODUCTS_MAX = 50;

/** One published version. Written once, never changed. */
export type Snapshot = {
  readonly id: SnapshotId;
  readonly source: IntegrationId;
  readonly revision: number;
  readonly at: string;
  readonly fields: IntegrationFields;
};
