import { createServer, type Server } from 'node:http';
import { listen, shut } from '../../infra/local/aws/aws-json.ts';
import { createCredentials } from '../../infra/local/aws/credentials.ts';
import { createClock } from '../../infra/local/clock.ts';
import { createHttpApi } from '../../infra/local/gateway/serve-http-api.ts';
import { hostFunctions } from '../../infra/local/lambda/function-host.ts';
import type { RouteSpec } from '../../infra/local/template/routes.ts';
import { openApiClientSetup } from '../journey/api/api-setup.ts';

const WARM_UP = 300;
const RUNS = 1_000;
const ASKED = 100;
const ROUTE = 'GET /v1/connections';

export type AddedByAuthorizer = { readonly rememberedMs: number; readonly askedMs: number };

/**
 * Milliseconds at the median that the authorizer adds to a request: while its answer is remembered, against the same
 * route without one; and each time that it is asked.
 */
export async function addedByAuthorizer(): Promise<AddedByAuthorizer> {
  const house = await openApiClientSetup({ schedules: false, hostFunctions });
  const servers: Server[] = [];
  try {
    const { stack, invoke } = house.local;
    const guarded = stack.routes.filter(({ routeKey }) => routeKey === ROUTE);
    const guards = new Set(guarded.flatMap(({ guard }) => (guard?.kind === 'function' ? [guard.functionArn] : [])));
    let authorizer: object | undefined;
    let asked: (() => Promise<unknown>) | undefined;
    const serve = async (routes: readonly RouteSpec[], call: (arn: string, event: unknown) => Promise<unknown>) => {
      const log = () => undefined;
      const api = createHttpApi({ routes, invoke: call, clock: createClock(), credentials: createCredentials(), log });
      servers.push(createServer(api));
      return `http://127.0.0.1:${await listen(servers.at(-1) ?? createServer(), 0)}`;
    };
    const closed = await serve(guarded, async (arn, event) => {
      if (guards.has(arn)) asked = () => invoke(arn, event);
      else authorizer = Object(event).requestContext.authorizer;
      return invoke(arn, event);
    });
    const open = await serve(
      guarded.map(({ guard: _, ...route }) => route),
      (arn, event) => {
        const requestContext = { ...Object(event).requestContext, authorizer };
        return invoke(arn, { ...Object(event), requestContext });
      },
    );
    const authorization = `Bearer ${await house.token()}`;
    const ask = async (url: string) => {
      const begun = performance.now();
      const response = await fetch(`${url}/v1/connections`, { headers: { authorization } });
      await response.text();
      if (response.status !== 200) throw new Error(`The API answered ${response.status}`);
      return performance.now() - begun;
    };
    const times: { closed: number[]; open: number[] } = { closed: [], open: [] };
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      // In turns, each first as often as the other.
      const turn = run % 2 === 0 ? (['closed', 'open'] as const) : (['open', 'closed'] as const);
      for (const way of turn) {
        const took = await ask(way === 'closed' ? closed : open);
        if (run >= WARM_UP) times[way].push(took);
      }
    }
    return { rememberedMs: median(times.closed) - median(times.open), askedMs: await medianOf(asked) };
  } finally {
    for (const server of servers) await shut(server);
    await house.close();
  }
}

async function medianOf(action: (() => Promise<unknown>) | undefined): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < ASKED; run += 1) {
    const begun = performance.now();
    await action?.();
    times.push(performance.now() - begun);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
