import { pushChanges } from '../changes/push-changes.ts';
import { isWhole, pushLines } from '../changes/push-lines.ts';
import { isBroken, trialLines } from '../connectors/trial-lines.ts';
import { tryConnector } from '../connectors/try-connector.ts';
import { printable } from '../module/check/printable.ts';
import { CliError, EXIT_DONE, EXIT_FAILED } from '../module/command/cli-error.ts';
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
    const { answer, lines, exitCode = EXIT_DONE } = await perform(request, call);
    for (const line of shared.json ? [JSON.stringify(answer, null, 2)] : lines.map(printable)) io.print(line);
    return exitCode;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const line of error.problems) io.printError(printable(line));
    return error.exitCode;
  }
}

type Performed = { readonly answer: unknown; readonly lines: readonly string[]; readonly exitCode?: number };

async function perform(request: Request, call: CallClients): Promise<Performed> {
  switch (request.action) {
    case 'create': {
      const answer = await call({ method: 'POST', path: '', body: request.client });
      return { answer, lines: createdLines(answer) };
    }
    case 'list': {
      const answer = await call({ method: 'GET', path: '' });
      return { answer, lines: listLines(answer) };
    }
    case 'revoke': {
      const answer = await call({ method: 'DELETE', path: `/${encodeURIComponent(request.id)}` });
      return { answer, lines: revokedLines(answer) };
    }
    case 'try': {
      const answer = await tryConnector(request.trial, call);
      const broken = answer.records.some(({ outcome }) => isBroken(outcome));
      return { answer, lines: trialLines(answer), exitCode: broken ? EXIT_FAILED : EXIT_DONE };
    }
    case 'push': {
      const answer = await pushChanges(request.order, call);
      return { answer, lines: pushLines(answer), exitCode: isWhole(answer) ? EXIT_DONE : EXIT_FAILED };
    }
    default:
      return request satisfies never;
  }
}
