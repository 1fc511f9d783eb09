import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { run } from '../../../cli/program/run.ts';
import { listen } from '../../../infra/local/aws/aws-json.ts';
import { type GraphQlSetup, OPERATOR, openGraphQl } from '../integrations/graphql-setup.ts';

/** Of the file's credentials: no command may show it. */
export const ACME_SECRET = 'S3cre1-of-acme-that-is-shown-nowhere';

export const ENVIRONMENT = {
  HANDFAST_CLIENT_ID: 'cli_0f6c2a9d41be77c05a3b8e12',
  HANDFAST_CLIENT_SECRET: 'a-secret-of-the-client-that-is-shown-nowhere',
  ACME_SECRET,
};

export type Outcome = { readonly code: number; readonly said: string; readonly complained: string };

/** GraphQL as it is deployed, with a table in memory, and the commands that call it. */
export async function openGraphQlServer() {
  const setup: GraphQlSetup = await openGraphQl();
  const caller = { ...OPERATOR, scopes: new Set(['integrations:write', 'products:write']) };
  const bodies: string[] = [];
  let quoting: string | undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const json = { 'content-type': 'application/json' };
    if (request.url === '/v1/oauth2/token') {
      response.writeHead(200, json).end(JSON.stringify({ access_token: 'token', expires_in: 3600 }));
      return;
    }
    bodies.push(body);
    if (quoting !== undefined && body.includes('mutation')) {
      response.writeHead(200, json).end(JSON.stringify({ errors: [{ message: `${quoting} ${body}` }] }));
      return;
    }
    const answer = await setup.post(body, caller);
    response.writeHead(answer.status, json).end(answer.body);
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}`;

  return {
    setup,
    /** Has mutations answered with an error that quotes all of the request. */
    quote(message: string | undefined): void {
      quoting = message;
    },
    /** Of requests, since it was emptied last. */
    bodies,
    /** @throws Error when the command shows a secret */
    async run(argv: readonly string[], environment: NodeJS.ProcessEnv = ENVIRONMENT): Promise<Outcome> {
      const [said, complained]: [string[], string[]] = [[], []];
      const code = await run([...argv, '--url', url], {
        print: (line) => said.push(line),
        printError: (line) => complained.push(line),
        environment,
        timeZone: 'Europe/Berlin',
      });
      const shown = [...said, ...complained].join('\n');
      if (shown.includes(ACME_SECRET)) throw new Error(`The command shows a secret: ${shown}`);
      return { code, said: said.join('\n'), complained: complained.join('\n') };
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await setup.close();
    },
  };
}
