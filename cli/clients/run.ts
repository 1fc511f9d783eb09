import { printable } from '../module/check/printable.ts';
import { CliError, EXIT_DONE } from '../module/command/cli-error.ts';
import { type CallClients, clientsCaller } from './call-clients.ts';
import { createdLines, listLines, revokedLines } from './client-lines.ts';
import { type Request, readCommandLine } from './command-line.ts';
import { findDeployment } from './deployment.ts';

/** Input and output of the command. */
export type Io = {
  /** One line on standard output. */
  readonly print: (line: string) => void;
  /** One line on standard error. */
  readonly printError: (line: string) => void;
  readonly environment: NodeJS.ProcessEnv;
};

/** Runs `handfast` and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const request = readCommandLine(argv, io);
    if (request === undefined) return EXIT_DONE;
    const { shared } = request;
    const call = clientsCaller(findDeployment(shared, io.environment), shared.profile);
    const { answer, lines } = await perform(request, call);
    for (const line of shared.json ? [JSON.stringify(answer, null, 2)] : lines(answer).map(printable)) io.print(line);
    return EXIT_DONE;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const line of error.problems) io.printError(printable(line));
    return error.exitCode;
  }
}

type Performed = { readonly answer: unknown; readonly lines: (answer: unknown) => string[] };

async function perform(request: Request, call: CallClients): Promise<Performed> {
  switch (request.action) {
    case 'create':
      return { answer: await call({ method: 'POST', path: '', body: request.client }), lines: createdLines };
    case 'list':
      return { answer: await call({ method: 'GET', path: '' }), lines: listLines };
    case 'revoke': {
      const path = `/${encodeURIComponent(request.id)}`;
      return { answer: await call({ method: 'DELETE', path }), lines: revokedLines };
    }
    default:
      return request satisfies never;
  }
}
