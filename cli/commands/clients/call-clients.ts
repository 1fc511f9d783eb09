import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { Sha256 } from '../../../infra/local/aws/sha256.ts';
import type { Deployment } from '../../api/signed-deployment.ts';
import { CliError, EXIT_FAILED, oneLine } from '../../output/cli-error.ts';

const TIMEOUT_MS = 30_000;

export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the address of the clients: empty, or a slash and an id. */
  readonly path: string;
  readonly body?: object;
};

/** Sends a request and returns the JSON that answers it. */
export type CallClients = (call: Call) => Promise<unknown>;

const problem = z.object({
  detail: z.string().optional(),
  problems: z.array(z.string()).optional(),
  message: z.string().optional(),
});

/** Calls `/v1/clients` of a deployment with AWS signatures. */
export function clientsCaller(
  { clientsUrl, region, credentials }: Deployment,
  profile: string | undefined,
): CallClients {
  return async (call) => {
    const url = new URL(`${clientsUrl}${call.path}`);
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const signer = new SignatureV4({
      credentials: credentials ?? (await foundByAws(profile)),
      region,
      service: 'execute-api',
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: call.method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
      path: url.pathname,
      headers: { host: url.host, ...(body !== '' && { 'content-type': 'application/json' }) },
      body,
    });
    return read(await send(url, call.method, headers, body), url);
  };
}

/** As the AWS CLI finds them: environment, files and single sign-on, the role of a container or a machine. */
async function foundByAws(profile: string | undefined) {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  try {
    return await defaultProvider(profile === undefined ? {} : { profile })();
  } catch (error) {
    const why = oneLine(error).replace(/\.$/, '');
    throw new CliError(
      EXIT_FAILED,
      [`There are no AWS credentials (${why}). Log in ("aws sso login"), or name a profile: --profile or AWS_PROFILE.`],
      { cause: error },
    );
  }
}

async function send(url: URL, method: string, headers: Record<string, string>, body: string): Promise<Response> {
  const { host: _, ...sent } = headers;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(url, { method, headers: sent, redirect: 'error', signal, ...(body !== '' && { body }) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CliError(EXIT_FAILED, [`${url.origin} cannot be reached: ${oneLine(cause)}.`], { cause: error });
  }
}

async function read(response: Response, { origin }: URL): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer;
  const { detail, problems = [], message } = problem.safeParse(answer).data ?? {};
  if (problems.length > 0)
    throw new CliError(
      EXIT_FAILED,
      problems.map((one) => `${one}.`),
    );
  if (detail !== undefined) throw new CliError(EXIT_FAILED, [detail]);
  const said = message === undefined ? '' : ` (${message})`;
  if (response.status !== 403) throw new CliError(EXIT_FAILED, [`${origin} answered ${response.status}${said}.`]);
  throw new CliError(EXIT_FAILED, [
    `AWS did not let you in${said}. Your user or role needs execute-api:Invoke on POST, GET and DELETE of /v1/clients; ` +
      'check the account and region of your credentials as well ("aws sts get-caller-identity").',
  ]);
}
