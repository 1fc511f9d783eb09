import { UserError } from '../user-error.ts';

const DEFAULT_PORT = 8787;
/** Handfast takes three ports in a row. */
const LAST_PORT = 65_533;

/**
 * Reads `HANDFAST_PORT`: the first of three ports in a row.
 *
 * @throws UserError when it is none
 */
export function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= LAST_PORT) return port;
  throw new UserError(`HANDFAST_PORT is "${text}"; it must be a number from 1 to ${LAST_PORT}.`);
}
