import { apiCrossFieldProblems } from './api-cross-field-rules.ts';
import { unknownConnectors } from './connectors/known-connectors.ts';
import { consoleCrossFieldProblems } from './console-cross-field-rules.ts';
import type { Readable } from './reading/readable.ts';
import type { WrittenSettings } from './settings-schema.ts';

type Written = Readable<WrittenSettings>;

/** A setting's path, with dots, and what is allowed. */
export type Problem = readonly [path: string, message: string];

/** Lambda takes 4 KB of environment in all; the variables beside the products take about 1 KB. */
const NAMES_MAX_BYTES = 2_800;

/** The API's function has products and clients in its environment, and fewer other variables. */
const CLIENTS_MAX_BYTES = 3_300;
/** Cognito's client ids, which take the place of names. */
const CLIENT_ID_BYTES = 26;

/** What is wrong between settings that may each be right by themselves. */
export function crossFieldProblems(settings: Written): Problem[] {
  return [
    ...duplicateProducts(settings),
    ...contradictions(settings),
    ...insecureUrls(settings),
    ...tooLong(settings),
    ...accountPagesTooLong(settings),
    ...channelsTooLong(settings),
    ...unknownConnectors(settings),
    ...consoleCrossFieldProblems(settings),
    ...apiCrossFieldProblems(
      settings.api ?? {},
      (settings.products ?? []).map((product) => product?.id),
    ),
  ];
}

function duplicateProducts({ products = [] }: Written): Problem[] {
  const ids = products.map((product) => product?.id);
  return ids.flatMap((id, index): Problem[] => {
    const first = ids.indexOf(id);
    return id === undefined || first === index ? [] : [[`products.${index}.id`, `is taken by products.${first}`]];
  });
}

function contradictions({ signIn, userPool, domain, publicUrl }: Written): Problem[] {
  const problems: Problem[] = [];
  if (signIn !== undefined && userPool !== undefined) {
    problems.push(['userPool', 'must be left out: signIn names a provider of your own']);
  }
  if (domain !== undefined && publicUrl !== undefined) {
    problems.push(['publicUrl', 'must be left out: domain says it']);
  }
  return problems;
}

function insecureUrls({ allowLoopbackStores, signIn, publicUrl, api, console }: Written): Problem[] {
  if (allowLoopbackStores !== undefined) return [];
  const urls = {
    'signIn.issuer': signIn?.issuer,
    publicUrl,
    'api.issuer': api?.issuer,
    'console.signIn.issuer': console?.signIn?.issuer,
    ...httpAccountPages(console?.accountPages ?? {}),
  };
  return Object.entries(urls)
    .filter(([, url]) => url !== undefined && URL.canParse(url) && !url.toLowerCase().startsWith('https://'))
    .map(([path]): Problem => [path, 'must be an https URL']);
}

/** By path. What begins otherwise is no web address, and said to be none already. */
function httpAccountPages(pages: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const found = Object.entries(pages).filter((page): page is [string, string] => /^http:/i.test(page[1] ?? ''));
  return Object.fromEntries(found.map(([product, page]) => [`console.accountPages.${product}`, page]));
}

function tooLong({ products = [], api }: Written): Problem[] {
  const bytes = bytesOf(products.map((product) => ({ id: product?.id, name: product?.name })));
  if (bytes > NAMES_MAX_BYTES) {
    return [
      ['products', `ids and names take ${bytes} bytes of the ${NAMES_MAX_BYTES} that fit; deploy a second stack`],
    ];
  }
  const clients = (api?.clients ?? []).map((client) => ({
    id: client?.clientId ?? 'x'.repeat(CLIENT_ID_BYTES),
    ...client,
  }));
  const left = CLIENTS_MAX_BYTES - bytes;
  const taken = bytesOf(clients);
  if (taken <= left) return [];
  return [['api.clients', `ids and products take ${taken} bytes of the ${left} that fit; deploy a second stack`]];
}

/** What fits beside the names of the products, in the function that makes channels. */
function channelsTooLong({ products = [] }: Written): Problem[] {
  const bytes = bytesOf(products.map((product) => [product?.id, product?.channel?.connectors]));
  if (bytes <= NAMES_MAX_BYTES) return [];
  const advice = 'set the connectors of some products by their integrations (setProductIntegrationChannel)';
  return [['products', `channels take ${bytes} bytes of the ${NAMES_MAX_BYTES} that fit; ${advice}`]];
}

/** What fits beside the names of the products, in the console's function. */
function accountPagesTooLong({ products = [], console }: Written): Problem[] {
  const left = NAMES_MAX_BYTES - bytesOf(products.map((product) => ({ id: product?.id, name: product?.name })));
  const bytes = bytesOf(console?.accountPages ?? {});
  if (bytes <= Math.max(left, 2)) return [];
  return [
    ['console.accountPages', `take ${bytes} bytes of the ${left} that fit beside the products; shorten the URLs`],
  ];
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
