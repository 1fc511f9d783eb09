import type { HandfastError } from '../../client/handfast.ts';

/** What to do next, where the API itself did not answer, or knows nothing of the command line. */
const NEXT: Readonly<Record<string, string>> = {
  token_unavailable: 'They are HANDFAST_TOKEN_URL, HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET.',
  unauthorized: 'Check that the token URL is the one of this deployment.',
  forbidden: 'See --help for the scope that this command needs, and "npx handfast clients list" for what clients have.',
};

/** Where nothing answered, whatever was asked for. */
const UNREACHABLE = 'Run "npm start" for --local; otherwise check the address and the network.';

/** The lines that are shown for an error of the API's client. */
export function problemsOf({ code, status, detail, problems, retryAfter }: HandfastError): readonly string[] {
  const own = Object.hasOwn(NEXT, code) ? NEXT[code] : undefined;
  const next = status === 0 ? UNREACHABLE : own;
  const wait = retryAfter === undefined ? [] : [`Try again in ${retryAfter} s.`];
  return [
    [detail, next].filter((one) => one !== undefined).join(' '),
    ...problems.map((one) => one.replace(/\.?$/, '.')),
    ...wait,
  ];
}
