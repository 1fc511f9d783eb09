import { existsSync } from 'node:fs';
import { findOperatorAccess } from '../../infra/local/data-folder/operator-access.ts';
import { REGION } from '../../infra/local/template/template.ts';
import { CliError, EXIT_MISUSED, oneLine } from '../module/command/cli-error.ts';
import { isOutput, readOutputs } from '../outputs-file.ts';

/** What names a deployment on the command line. */
export type Wanted = {
  readonly local?: boolean | undefined;
  readonly url?: string | undefined;
  readonly outputs?: string | undefined;
  readonly stack?: string | undefined;
  readonly region?: string | undefined;
};

/** Where clients are made, and how requests there are signed. */
export type Deployment = {
  readonly clientsUrl: string;
  readonly region: string;
  /** Of local mode; undefined: those that AWS finds. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** Where `cdk deploy --outputs-file` writes in the examples of the docs. */
const OUTPUTS_FILE = 'cdk-outputs.json';
const PATH = '/v1/clients';
const OWN_ADDRESS = /\.execute-api\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** @throws CliError when it is not clear which one is meant */
export function findDeployment(wanted: Wanted, environment: NodeJS.ProcessEnv): Deployment {
  const { local, url, outputs, stack } = wanted;
  const named = [local && '--local', url && '--url', outputs && '--outputs'].filter((one) => typeof one === 'string');
  if (named.length > 1) throw misused(`Give one of ${named.join(', ')}: each names a deployment.`);
  if (local) return localDeployment(environment['HANDFAST_DATA'] || '.handfast');
  if (url !== undefined) return deployedAt(clientsUrlOf(url), wanted, environment);
  const file = outputs ?? (existsSync(OUTPUTS_FILE) ? OUTPUTS_FILE : undefined);
  if (file !== undefined) return deployedAt(clientsUrlIn(file, stack), wanted, environment);
  throw misused(
    `Which deployment? Give --url with the output "ClientsUrl" of "cdk deploy", --outputs with the file that ` +
      `"cdk deploy --outputs-file ${OUTPUTS_FILE}" writes, or --local for "npm start".`,
  );
}

function localDeployment(folder: string): Deployment {
  try {
    const access = findOperatorAccess(folder);
    if (access === undefined) {
      throw misused(
        `--local: nothing has run with the data folder ${folder}. Run "npm start" first, or set HANDFAST_DATA.`,
      );
    }
    const { clientsUrl, ...credentials } = access;
    return { clientsUrl, region: REGION, credentials };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw misused(`--local: ${oneLine(error)}`);
  }
}

function clientsUrlOf(text: string): string {
  const url = URL.parse(text);
  const paths = ['/', '/v1', '/v1/', PATH];
  if (url === null || !paths.includes(url.pathname) || url.search !== '' || url.username !== '' || url.hash !== '') {
    throw misused(`--url: "${text}" must be the output "ClientsUrl", such as https://….amazonaws.com${PATH}.`);
  }
  if (url.protocol !== 'https:' && url.hostname !== '127.0.0.1') {
    throw misused('--url: must be https, since the answer holds a secret.');
  }
  return `${url.origin}${PATH}`;
}

function clientsUrlIn(file: string, stack: string | undefined): string {
  const found = Object.entries(readOutputs(file)).flatMap(([name, outputs]) => {
    const url = Object.entries(outputs).find(([output]) => isOutput(output, 'ClientsUrl'))?.[1];
    return typeof url === 'string' ? [{ name, url }] : [];
  });
  const [first, ...others] = found.filter(({ name }) => stack === undefined || name === stack);
  const names = found.map(({ name }) => name).join(', ');
  if (first === undefined) {
    const there = names === '' ? 'Deploy this version of Handfast first.' : `It holds: ${names}.`;
    const which = stack === undefined ? 'no stack with the output "ClientsUrl"' : `no such stack "${stack}"`;
    throw misused(`${stack === undefined ? '--outputs' : '--stack'}: ${file} has ${which}. ${there}`);
  }
  if (others.length > 0) throw misused(`--stack: ${file} has several deployments (${names}); name one.`);
  return clientsUrlOf(first.url);
}

function deployedAt(clientsUrl: string, { region }: Wanted, environment: NodeJS.ProcessEnv): Deployment {
  const own = OWN_ADDRESS.exec(new URL(clientsUrl).hostname)?.groups?.['region'];
  const named = region ?? own ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (named === undefined) {
    throw misused(`--region: ${new URL(clientsUrl).host} does not say which AWS region it is in; name it.`);
  }
  return { clientsUrl, region: named };
}

function misused(problem: string): CliError {
  return new CliError(EXIT_MISUSED, [problem]);
}
