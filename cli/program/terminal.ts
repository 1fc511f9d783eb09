import type { WriteStream } from 'node:tty';
import type { Terminal } from './shell.ts';

const FALLBACK_COLUMNS = 80;

/** What is known of the terminal that a stream writes to; undefined: it writes to a file or a pipe. */
export function terminalOf(
  stream: Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>,
  environment: NodeJS.ProcessEnv,
): Terminal | undefined {
  if (!stream.isTTY) return undefined;
  // https://no-color.org: any value but an empty one.
  const colours = !environment['NO_COLOR'] && stream.hasColors(environment);
  return { columns: stream.columns || FALLBACK_COLUMNS, colours };
}
