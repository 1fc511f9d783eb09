import * as z from 'zod';

const text = z.string().optional().catch(undefined);
const anything = z.unknown().optional();
const names = z.array(z.string().catch('')).optional().catch(undefined);
const NO_CLIENT = { name: undefined, clientId: undefined, scopes: undefined, products: undefined };

const lenientClientSchema = z
  .object({ name: text, clientId: text, scopes: anything, products: names })
  .catch(NO_CLIENT);

/** The API's settings at a glance, as `contradictions.ts` looks at all of them. */
export const lenientApiSchema = z
  .object({
    auth: text,
    issuer: text,
    audience: anything,
    clients: z.array(lenientClientSchema).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);
type LenientSettings = NonNullable<z.output<typeof lenientApiSchema>>;
type Client = NonNullable<LenientSettings['clients']>[number];

/** What is wrong between the settings of the API, and between them and the products: lines of path and remedy. */
export function apiCrossFieldProblems(
  api: z.output<typeof lenientApiSchema>,
  products: readonly (string | undefined)[],
): string[] {
  if (api === undefined) return [];
  if (api.auth === 'iam') return needless(api);
  const clients = api.clients ?? [];
  return [
    ...audienceProblems(api),
    ...clients.flatMap((client, index) => clientProblems(client, `api.clients.${index}`, api.issuer !== undefined)),
    ...doubled(clients),
    ...clients.flatMap(({ products: seen = [] }, index) =>
      seen
        .filter((id) => !products.includes(id))
        .map((id) => `api.clients.${index}.products: names "${id}", which is not among the products`),
    ),
  ];
}

/** Whoever holds an AWS role with the right to call a route may call it: neither tokens nor clients come into it. */
function needless(api: LenientSettings): string[] {
  return (['issuer', 'audience', 'clients'] as const)
    .filter((key) => api[key] !== undefined)
    .map((key) => `api.${key}: must be left out: auth is "iam"`);
}

function audienceProblems({ issuer, audience }: LenientSettings): string[] {
  if (issuer !== undefined && audience === undefined) {
    return ['api.audience: must be set when issuer is: what its tokens for this API have in "aud"'];
  }
  if (issuer === undefined && audience !== undefined) {
    return ["api.audience: must be left out: without an issuer of your own, Cognito's clients are the audience"];
  }
  return [];
}

function clientProblems({ name, clientId, scopes }: Client, path: string, ownIssuer: boolean): string[] {
  const own = ownIssuer ? 'your own issuer makes clients' : 'without an issuer of your own, the stack makes clients';
  const wanted = ownIssuer ? 'clientId' : 'name';
  const problems = (ownIssuer ? clientId : name) === undefined ? [`${path}.${wanted}: must be set: ${own}`] : [];
  const needless = ownIssuer ? { name, scopes } : { clientId };
  return [
    ...problems,
    ...Object.entries(needless)
      .filter(([, value]) => value !== undefined)
      .map(
        ([key]) => `${path}.${key}: must be left out: ${own}${ownIssuer ? ' and gives scopes' : ', and AWS their ids'}`,
      ),
  ];
}

function doubled(clients: readonly Client[]): string[] {
  return (['name', 'clientId'] as const).flatMap((key) => {
    const all = clients.map((client) => client[key]);
    return all.flatMap((value, index) => {
      const first = all.indexOf(value);
      return value === undefined || first === index
        ? []
        : [`api.clients.${index}.${key}: is taken by api.clients.${first}`];
    });
  });
}
