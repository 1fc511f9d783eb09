import * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';

/** Thrown while a function starts: every variable that is missing or wrong, by name, never with its value. */
class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** The phrase that allows stores on this machine's own loopback addresses and over plain http. */
export const ALLOW_LOOPBACK_STORES = 'I know that this lets anyone reach this machine';

function json<T>(shape: z.ZodMiniType<T>) {
  const parsed = z.transform((text: string, context) => {
    const value = parseJson(text);
    if (value === undefined) context.issues.push({ code: 'custom', message: 'is not JSON', input: undefined });
    return value;
  });
  return z.pipe(z.pipe(z.string(), parsed), shape);
}

const productNames = z.object({ id: z.string(), name: z.string() });
export type ProductNames = Readonly<z.infer<typeof productNames>>;

const signIn = z.object({
  /** The OpenID provider's issuer URL. */
  issuer: z.string(),
  clientId: z.string(),
  /** ARN or name of the Secrets Manager secret that holds the client secret or key; none for a public client. */
  clientSecretId: z.optional(z.string()),
  /** What the secret is used as; absent: a client secret, sent as the provider's metadata says. */
  clientAuthentication: z.optional(z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])),
  scope: z.string(),
  /** The claim that names the account; for a nested one, the path of names to it. */
  accountClaim: z.union([z.string(), z.array(z.string())]),
});
export type SignIn = Readonly<z.infer<typeof signIn>>;

const consoleAccess = z.object({
  /** Where people of the console sign in. */
  signIn: z.omit(signIn, { accountClaim: true }),
  /** The claim that names their groups; for a nested one, the path of names to it. */
  claim: z.union([z.string(), z.array(z.string())]),
  viewers: z.array(z.string()),
  operators: z.array(z.string()),
  /** Whether records of stores are shown. */
  showRecords: z.boolean(),
  /** By product id: the URL of an account's page in the vendor's product, with placeholders. */
  accountPages: z.record(z.string(), z.string()),
});
export type ConsoleAccess = Readonly<z.infer<typeof consoleAccess>>;

const apiIssuer = z.object({
  issuer: z.string(),
  /** What `aud` of its access tokens names, or `client_id` where there is no `aud`. */
  audience: z.array(z.string()),
});

export type TokenIssuer = Readonly<z.infer<typeof apiIssuer>>;

const apiClient = z.object({
  /** As in the claim `client_id` of its access tokens. */
  id: z.string(),
  /** The only products whose connections it may see; absent: all. */
  products: z.optional(z.array(z.string())),
});
export type ApiClient = Readonly<z.infer<typeof apiClient>>;

/** By product id: connectors that begin by themselves when a store is connected, and how often each looks, in minutes. */
const channelConnectors = z.record(z.string(), z.record(z.string(), z.number()));
export type ChannelConnectors = Readonly<z.infer<typeof channelConnectors>>;

/** What is known of a connector of the vendor's own without its code. */
const customConnector = z.object({
  name: z.string(),
  label: z.string(),
  resources: z.array(z.string()),
  after: z.array(z.string()),
  everyMinutes: z.number(),
  kind: z.enum(['changes', 'snapshot']),
  path: z.string(),
});

/** How a deployment is set, as far as whoever may read connections may know it. */
export const deployedSettings = z.strictObject({
  /** Who may use the API. */
  apiAuth: z.enum(['own', 'pool', 'issuer', 'iam']),
  integrations: z.boolean(),
  sync: z.boolean(),
  recordsDays: z.number(),
  connectionsPerAccount: z.number(),
  storePorts: z.array(z.number()),
  allowLoopbackStores: z.boolean(),
  domain: z.optional(z.string()),
  firewall: z.boolean(),
  requestsPerSecond: z.number(),
  logRetentionDays: z.number(),
  removalPolicy: z.enum(['retain', 'destroy']),
});
const deployment = z.object({ version: z.string(), settings: deployedSettings });
export type Deployment = Readonly<z.infer<typeof deployment>>;

const customWriter = z.object({ name: z.string(), label: z.string(), resources: z.array(z.string()) });

/** Every variable that a function may be given. `infra/functions/function-table.ts` says which function gets which. */
const VARIABLES = {
  HANDFAST_TABLE: z.string(),
  HANDFAST_KEY: z.string(),
  HANDFAST_MACHINE: z.string(),
  HANDFAST_BUS: z.string(),
  HANDFAST_PUBLIC_URL: z.url(),
  /** Base URL of the API, `…/v1`. */
  HANDFAST_API_URL: z.url(),
  HANDFAST_COOKIE_SECRET: z.string(),
  HANDFAST_PRODUCTS: json(z.array(productNames)),
  HANDFAST_SIGN_IN: json(signIn),
  /** Who may come in to the console; without it there is none. */
  HANDFAST_CONSOLE: json(consoleAccess),
  /** Issuer URL of the merchants' sign-in: with the account's claim, it names an account. */
  HANDFAST_ISSUER: z.url(),
  /** The version of Handfast, and settings that are no secret. */
  HANDFAST_DEPLOYMENT: json(deployment),
  /** Absent: any client that the authorizer lets in may see all products. */
  HANDFAST_API_CLIENTS: z.optional(json(z.array(apiClient))),
  /** Absent: no product of the settings has a channel by itself. */
  HANDFAST_CHANNEL_CONNECTORS: z.optional(json(channelConnectors)),
  /** ARN of the Secrets Manager secret that access tokens are encrypted with. */
  HANDFAST_TOKEN_SECRET: z.string(),
  /** Whose access tokens are taken besides our own; absent: nobody's. */
  HANDFAST_API_ISSUER: z.optional(json(apiIssuer)),
  /** How many connections of a product an account may have. */
  HANDFAST_CONNECTIONS_PER_ACCOUNT: z.pipe(z.string(), z.transform(Number)).check(z.refine((number) => number >= 1)),
  /** The queue of looks at channels; absent, as the next ones: this deployment reads no stores. */
  HANDFAST_LOOK_QUEUE: z.optional(z.string()),
  /** That of looks with the vendor's own connectors; absent: there are none. */
  HANDFAST_CUSTOM_LOOK_QUEUE: z.optional(z.string()),
  /** Absent: there are none. */
  HANDFAST_CUSTOM_CONNECTORS: z.optional(json(z.array(customConnector))),
  /** Absent: there are none. */
  HANDFAST_CUSTOM_WRITERS: z.optional(json(z.array(customWriter))),
  /** The state machine of runs over channels. */
  HANDFAST_SYNC_MACHINE: z.optional(z.string()),
  /** The state machine that writes changes to stores. */
  HANDFAST_WRITE_MACHINE: z.optional(z.string()),
  /** The bucket of what is read of stores; absent: this deployment reads none. */
  HANDFAST_RECORDS_BUCKET: z.optional(z.string()),
  /** How long records are kept there. */
  HANDFAST_RECORDS_DAYS: z.pipe(z.string(), z.transform(Number)).check(z.refine((days) => days >= 1)),
  HANDFAST_STORE_PORTS: json(z.array(z.number())),
  /** The loud switch: anything but the phrase is off. */
  HANDFAST_ALLOW_LOOPBACK_STORES: z.pipe(
    z._default(z.string(), ''),
    z.transform((text) => text === ALLOW_LOOPBACK_STORES),
  ),
};

type Variables = typeof VARIABLES;
export type VariableName = keyof Variables;
export type Environment<N extends VariableName> = Readonly<{ [K in N]: z.output<Variables[K]> }>;

/**
 * Reads the variables that a function uses, once, when it starts.
 *
 * @throws EnvironmentError naming everything that is missing or wrong
 */
export function readEnvironment<N extends VariableName>(
  names: readonly N[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment<N> {
  const shape = z.object(Object.fromEntries(names.map((name) => [name, VARIABLES[name]])));
  const read = z.safeParse(shape, source);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EnvironmentError(`This function's environment is incomplete. ${problems.join('; ')}`);
  }
  return Object.freeze(read.data) as Environment<N>;
}
