import type { ApiShape } from './api-settings.ts';
import type { Readable } from './reading/readable.ts';

type Written = Readable<ApiShape>;
type Client = NonNullable<NonNullable<Written['clients']>[number]>;
type Problem = readonly [path: string, message: string];

/** What is wrong between the settings of the API, and between them and the products. */
export function apiCrossFieldProblems(api: Written, products: readonly (string | undefined)[]): Problem[] {
  if (api.auth === 'iam') return needlessWithIam(api);
  const clients = (api.clients ?? []).map((client) => client ?? {});
  return [
    ...issuerProblems(api),
    ...audienceProblems(api),
    ...clients.flatMap((client, index) => clientProblems(client, `api.clients.${index}`, api.issuer !== undefined)),
    ...duplicateClients(clients),
    ...clients.flatMap((client, index) => unknownProducts(client, `api.clients.${index}`, products)),
  ];
}

function unknownProducts({ products = [] }: Client, path: string, known: readonly (string | undefined)[]): Problem[] {
  return products
    .filter((id) => id !== undefined && !known.includes(id))
    .map((id): Problem => [`${path}.products`, `names "${id}", which is not among the products`]);
}

/** Any AWS role that is allowed to call a route may call it: neither tokens nor clients matter. */
function needlessWithIam(api: Written): Problem[] {
  return (['issuer', 'audience', 'clients'] as const)
    .filter((key) => api[key] !== undefined)
    .map((key): Problem => [`api.${key}`, 'must be left out: auth is "iam"']);
}

/** Cognito is one issuer, and an authorizer knows one. */
function issuerProblems({ auth, issuer }: Written): Problem[] {
  return auth === 'cognito' && issuer !== undefined ? [['api.issuer', 'must be left out: auth is "cognito"']] : [];
}

function audienceProblems({ issuer, audience }: Written): Problem[] {
  if (issuer !== undefined && audience === undefined) {
    return [['api.audience', 'must be set when issuer is: what its tokens for this API have in "aud"']];
  }
  if (issuer === undefined && audience !== undefined) {
    return [['api.audience', "must be left out: without an issuer of your own, Cognito's clients are the audience"]];
  }
  return [];
}

function clientProblems({ name, clientId, scopes }: Client, path: string, ownIssuer: boolean): Problem[] {
  const own = ownIssuer ? 'your own issuer makes clients' : 'without an issuer of your own, the stack makes clients';
  const wanted = ownIssuer ? 'clientId' : 'name';
  const why = ownIssuer ? `${own} and gives scopes` : `${own}, and AWS their ids`;
  const missing = (ownIssuer ? clientId : name) === undefined;
  const needless = Object.entries(ownIssuer ? { name, scopes } : { clientId }).filter(
    ([, value]) => value !== undefined,
  );
  return [
    ...(missing ? [[`${path}.${wanted}`, `must be set: ${own}`] as const] : []),
    ...needless.map(([key]): Problem => [`${path}.${key}`, `must be left out: ${why}`]),
  ];
}

function duplicateClients(clients: readonly Client[]): Problem[] {
  return (['name', 'clientId'] as const).flatMap((key) => {
    const all = clients.map((client) => client[key]);
    return all.flatMap((value, index): Problem[] => {
      const first = all.indexOf(value);
      if (value === undefined || first === index) return [];
      return [[`api.clients.${index}.${key}`, `is taken by api.clients.${first}`]];
    });
  });
}
