import type { EventUrlName } from '../../../../functions/domain/integrations/event-urls.ts';
import type { IntegrationFile } from '../file/file-shape.ts';

type OrNull<T> = { readonly [K in keyof T]?: T[K] | null };
type Members = Readonly<Record<string, unknown>>;

/** Milliseconds since 1970. */
type Time = number;

/** What GraphQL answers of a working configuration. */
export type Working = OrNull<Record<EventUrlName, string>> & {
  readonly id: string;
  readonly number?: number | null;
  readonly revision: number;
  readonly name?: string | null;
  readonly payloadStyle: NonNullable<IntegrationFile['payloadStyle']>;
  readonly outboundCredentials?: (Members & { readonly type: string; readonly hasSecret: boolean }) | null;
  readonly formFields: readonly Members[];
  readonly singleSignOn?: (Members & { readonly __typename: string }) | null;
  readonly merchantSignIn?: (Members & { readonly __typename: string; readonly hasSecret?: boolean }) | null;
  readonly channel?: {
    readonly connectors: readonly { readonly name: string; readonly everyMinutes: number }[];
  } | null;
};

export type Version = {
  readonly id: string;
  readonly revision: number;
  readonly note?: string | null;
  readonly lastModified: Time;
};

export type Finding = {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly path: readonly string[];
  readonly message: string;
};

export type Step = {
  readonly success: boolean;
  readonly errorCode?: string | null;
  readonly message?: string | null;
  readonly milliseconds?: number | null;
};

export type LastTest = {
  readonly startedOn: Time;
  readonly endedOn?: Time | null;
  readonly version: string;
  readonly success?: boolean | null;
  readonly results: readonly (Step & {
    readonly eventType: string;
    readonly url?: string | null;
    readonly httpStatus?: number | null;
    readonly tokenMilliseconds?: number | null;
  })[];
  readonly signIn?: { readonly success: boolean; readonly steps: readonly (Step & { readonly step: string })[] } | null;
};

/** All that is known of an integration. */
export type Integration = Working & {
  readonly createdOn: Time;
  readonly lastModified: Time;
  readonly signingSecretHint: string;
  readonly changedSincePublished: boolean;
  readonly readOnlyInConsole: boolean;
  readonly published?: Version | null;
  readonly history: readonly Version[];
  readonly findings: readonly Finding[];
  readonly products: { readonly nodes: readonly { readonly slug: string; readonly name: string }[] };
  readonly inboundClients: readonly { readonly clientId: string; readonly lastUsedOn?: Time | null }[];
  readonly deliveriesEnabled: boolean;
  readonly failingSince?: Time | null;
  readonly goneEventTypes: readonly string[];
  readonly lastTest?: LastTest | null;
};
