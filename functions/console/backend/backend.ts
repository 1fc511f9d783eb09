import type * as z from 'zod/mini';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { GraphQlRequest } from '../../adapters/lambda/graphql-handler.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { mayCall } from '../../domain/api/route-scopes.ts';
import { parseJson } from '../../domain/parse-json.ts';
import { Forbidden, GraphQlFailure, NotServed } from './backend-failure.ts';

/** What a call of the API says. */
export type ApiCall = {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Absent and empty values are left out, as of an empty field of a form. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
};

/** Whoever uses the console, as the API's caller. */
export type Person = { readonly client: string; readonly scopes: ReadonlySet<string> };

export type Deps = {
  readonly routes: Readonly<Record<string, ApiHandler>>;
  /** Undefined where the settings leave integrations out. */
  readonly graphQl: ((request: GraphQlRequest) => Promise<HttpResponse>) | undefined;
};

export type Backend = ReturnType<typeof backendFor>;

export const GRAPHQL = 'POST /v1/graphql';

const REQUEST = {
  product: '',
  acceptLanguage: '',
  cookies: new Map<string, string>(),
  contentType: 'application/json',
};

/** Whether the settings of this deployment leave a route in, for anybody. */
export function isServed({ routes, graphQl }: Deps, route: string): boolean {
  return route === GRAPHQL ? graphQl !== undefined : Object.hasOwn(routes, route);
}

/** The API and GraphQL in this process, as far as one person may use them: scopes are checked as the authorizer does. */
export function backendFor(deps: Deps, { client, scopes }: Person) {
  const { routes, graphQl } = deps;
  const require = (route: string) => {
    if (!mayCall(route, scopes)) throw new Forbidden(route);
  };
  return {
    /** Whether this person may use a route, so that what they may not is not offered. */
    may: (route: string): boolean => mayCall(route, scopes) && isServed(deps, route),

    /**
     * One call of the API.
     *
     * @param route its key, `GET /v1/connections/{id}`
     * @param shape what it answers: see `functions/api/contract`
     * @throws Refusal as the API does; Forbidden; NotServed where the settings leave the route out
     */
    async call<T>(
      route: string,
      shape: z.ZodMiniType<T>,
      { parameters = {}, query = {}, body }: ApiCall = {},
    ): Promise<T> {
      require(route);
      const handle = routes[route];
      if (handle === undefined) throw new NotServed(route);
      const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
      const answer = await handle({
        ...REQUEST,
        route,
        parameters,
        query: new URLSearchParams(given),
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
        contentEncoding: '',
        acceptsGzip: false,
        client,
        products: 'all',
      });
      return shape.parse(answer.body === '' ? undefined : parseJson(answer.body));
    },

    /**
     * One operation of GraphQL.
     *
     * @param shape of its `data`
     * @throws GraphQlFailure with the first error; Forbidden; NotServed where the settings leave integrations out
     */
    async graphQl<T>(operation: string, shape: z.ZodMiniType<T>, variables: object = {}): Promise<T> {
      require(GRAPHQL);
      if (graphQl === undefined) throw new NotServed(GRAPHQL);
      const answer = await graphQl({
        ...REQUEST,
        route: GRAPHQL,
        query: new URLSearchParams(),
        accept: '',
        body: Buffer.from(JSON.stringify({ query: operation, variables })),
        caller: { client, scopes, products: 'all' },
      });
      const { data, errors } = Object(parseJson(answer.body));
      if (Array.isArray(errors)) throw new GraphQlFailure(errors);
      return shape.parse(data);
    },
  };
}
