import { findOperatorAccess } from '../../infra/local/data-folder/operator-access.ts';
import { REGION } from '../../infra/local/template/template.ts';
import { findSource, misused, ofLocalMode, type Wanted } from './deployment.ts';

export type SignedWanted = Wanted & { readonly region?: string | undefined; readonly profile?: string | undefined };

/** Where clients are made, and how requests there are signed. */
export type Deployment = {
  readonly clientsUrl: string;
  readonly region: string;
  /** Of local mode; undefined: those that AWS finds. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const PATH = '/v1/clients';
const OWN_ADDRESS = /\.execute-api\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** @throws CliError when it is not clear which one is meant */
export function findDeployment(wanted: SignedWanted, environment: NodeJS.ProcessEnv): Deployment {
  const source = findSource(wanted, environment, 'ClientsUrl');
  switch (source.kind) {
    case 'local': {
      const { clientsUrl, ...credentials } = ofLocalMode(source.dataFolder, findOperatorAccess);
      return { clientsUrl, region: REGION, credentials };
    }
    case 'url':
      return deployedAt(clientsUrlOf(source.url), wanted, environment);
    case 'outputs':
      return deployedAt(clientsUrlOf(source.read('ClientsUrl') ?? ''), wanted, environment);
    default:
      return source satisfies never;
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

function deployedAt(clientsUrl: string, { region }: SignedWanted, environment: NodeJS.ProcessEnv): Deployment {
  const own = OWN_ADDRESS.exec(new URL(clientsUrl).hostname)?.groups?.['region'];
  const named = region ?? own ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (named === undefined) {
    throw misused(`--region: ${new URL(clientsUrl).host} does not say which AWS region it is in; name it.`);
  }
  return { clientsUrl, region: named };
}
