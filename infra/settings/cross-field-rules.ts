import { Token } from 'aws-cdk-lib';
import * as z from 'zod';
import { apiCrossFieldProblems, lenientApiSchema } from './api-cross-field-rules.ts';
import type { DomainSettings, FirewallSettings } from './operating-settings.ts';

const text = z.string().optional().catch(undefined);
const anything = z.unknown().optional();

/** Settings at a glance: what has the wrong shape is somebody else's to report, and counts as absent here. */
const lenientSchema = z.object({
  products: z.array(z.object({ id: text, name: text }).catch({ id: undefined, name: undefined })).catch([]),
  signIn: z.object({ issuer: text }).optional().catch({ issuer: undefined }),
  userPool: anything,
  domain: anything,
  publicUrl: text,
  allowLoopbackStores: anything,
  api: lenientApiSchema,
});
type LenientSettings = z.infer<typeof lenientSchema>;

/** Lambda takes 4 KB of environment in all; the addresses beside the products take about 1 KB. */
const NAMES_MAX_BYTES = 2_800;

/** The room of the API is told of products and clients, and of fewer addresses. */
const CLIENTS_MAX_BYTES = 3_300;
/** Cognito's client ids, which take the place of names. */
const CLIENT_ID_BYTES = 26;

/**
 * What is wrong with settings that are each right by themselves. Looks at them as they were written, so that an
 * operator learns of these problems together with all the others.
 *
 * @returns lines of path and remedy
 */
export function crossFieldProblems(input: unknown): string[] {
  const read = lenientSchema.safeParse(input);
  if (!read.success) return [];
  const settings = read.data;
  return [
    ...taken(settings),
    ...doubled(settings),
    ...insecure(settings),
    ...long(settings),
    ...apiCrossFieldProblems(
      settings.api,
      settings.products.map(({ id }) => id),
    ),
  ];
}

function taken({ products }: LenientSettings): string[] {
  const ids = products.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    return id === undefined || first === index ? [] : [`products.${index}.id: is taken by products.${first}`];
  });
}

function doubled({ signIn, userPool, domain, publicUrl }: LenientSettings): string[] {
  return [
    ...(signIn !== undefined && userPool !== undefined
      ? ['userPool: must be left out: signIn names a provider of your own']
      : []),
    ...(domain !== undefined && publicUrl !== undefined ? ['publicUrl: must be left out: domain says it'] : []),
  ];
}

function insecure({ allowLoopbackStores, signIn, publicUrl, api }: LenientSettings): string[] {
  if (allowLoopbackStores !== undefined) return [];
  return Object.entries({ 'signIn.issuer': signIn?.issuer, publicUrl, 'api.issuer': api?.issuer })
    .filter(([, url]) => url !== undefined && URL.canParse(url) && !url.toLowerCase().startsWith('https://'))
    .map(([path]) => `${path}: must be an https URL`);
}

function long({ products, api }: LenientSettings): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(products));
  if (bytes > NAMES_MAX_BYTES) {
    return [`products: ids and names take ${bytes} bytes of the ${NAMES_MAX_BYTES} that fit; deploy a second stack`];
  }
  const clients = (api?.clients ?? []).map((client) => ({
    id: client.clientId ?? 'x'.repeat(CLIENT_ID_BYTES),
    ...client,
  }));
  const left = CLIENTS_MAX_BYTES - bytes;
  const taken = Buffer.byteLength(JSON.stringify(clients));
  if (taken <= left) return [];
  return [`api.clients: ids and products take ${taken} bytes of the ${left} that fit; deploy a second stack`];
}

/** The only region that takes a web ACL for CloudFront, and certificates for it. */
const FIREWALL_REGION = 'us-east-1';

type Regional = { readonly domain?: DomainSettings | undefined; readonly firewall?: FirewallSettings | undefined };

/** What the settings ask of the stack's region. A region that is not known yet is AWS's to check, at deployment. */
export function regionProblems({ domain, firewall }: Regional, region: string): string[] {
  if (Token.isUnresolved(region)) return [];
  const problems: string[] = [];
  const wanted = firewall ? FIREWALL_REGION : region;
  if (firewall && region !== FIREWALL_REGION) {
    problems.push(
      `firewall: needs the region ${FIREWALL_REGION}: AWS WAF takes web ACLs for CloudFront there only, and this stack goes to ${region}`,
    );
  }
  if (domain && domain.certificateArn.split(':')[3] !== wanted) {
    problems.push(`domain.certificateArn: must be of a certificate in ${wanted}, where it is used`);
  }
  return problems;
}
