import type { HandfastError } from '../../client/handfast.ts';

/** What to do next, where the API itself did not answer, or knows nothing of the command line. */
const NEXT: Readonly<Record<string, string>> = {
  token_unavailable: 'They are HANDFAST_TOKEN_URL, HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET.',
  unauthorized: 'Check that the token URL is the one of this deployment.',
  forbidden: 'See --help for the scope that this command needs, and "npx handfast clients list" for what clients have.',
  api_unreachable: 'Check the address and the network, or run "npm start" for --local.',
};

/** The lines that are shown for an error of the API's client. */
export function problemsOf({ code, detail, problems, retryAfter }: HandfastError): readonly string[] {
  const next = NEXT[code];
  const wait = retryAfter === undefined ? [] : [`Try again in ${retryAfter} s.`];
  return [[detail, next].filter((one) => one !== undefined).join(' '), ...problems.map((one) => `${one}.`), ...wait];
}
