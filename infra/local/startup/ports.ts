import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { listen } from '../aws/aws-json.ts';
import { oneLine, UserError } from '../user-error.ts';

/** The three ports in a row that one instance takes, or three times 0: any free ones. */
export type Ports = { readonly handfast: number; readonly magento: number; readonly openid: number };

export function portsFrom(first: number): Ports {
  return first === 0
    ? { handfast: 0, magento: 0, openid: 0 }
    : { handfast: first, magento: first + 1, openid: first + 2 };
}

const OWNERS = { handfast: 'Handfast', magento: 'the demo Magento', openid: 'the OpenID provider' } as const;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function whyNot(port: number, host: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', (error) =>
      settle(codeOf(error) === 'EADDRINUSE' ? 'is taken' : `cannot be used (${oneLine(error)})`),
    );
    probe.listen({ port, host }, () => probe.close(() => settle(undefined)));
  });
}

/**
 * Makes sure that all ports can be had.
 *
 * @param bind the address to listen at
 * @throws UserError naming each that cannot
 */
export async function assertFree(ports: Ports, bind: string): Promise<void> {
  const wanted = [
    { owner: OWNERS.handfast, port: ports.handfast },
    { owner: OWNERS.magento, port: ports.magento },
    { owner: OWNERS.openid, port: ports.openid },
  ].filter(({ port }) => port !== 0);
  const problems = await Promise.all(
    wanted.map(async ({ owner, port }) => {
      const why = await whyNot(port, bind);
      return why === undefined ? [] : [`Port ${port} (${owner}) ${why}`];
    }),
  );
  const found = problems.flat();
  if (found.length === 0) return;
  throw new UserError(`${found.join('; ')}. Set HANDFAST_PORT to the first of three free ports in a row.`);
}

/** @throws UserError when somebody else took the port in the meantime */
export async function listenAt(server: Server, port: number, bind: string): Promise<number> {
  try {
    return await listen(server, port, bind);
  } catch (error) {
    throw new UserError(`Port ${port} cannot be used: ${oneLine(error)}. Set HANDFAST_PORT to another.`, {
      cause: error,
    });
  }
}
