import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { type Environment, endGroup, mustRun } from './command.ts';
import { CERTIFICATE_NAMES, resolveLoopbackNames } from './loopback-names.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REQUIREMENTS = join(HERE, 'requirements.txt');
const VENV = join(HERE, '.venv');
const PYTHON = join(VENV, 'bin', 'python');
const INSTALL_SECONDS = 120;
const START_SECONDS = 30;

/** The key that the emulator takes for its account's administrator. It opens nothing anywhere else. */
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

export type Emulator = {
  readonly url: string;
  /** Goes into any client of the AWS SDK. */
  readonly access: { readonly endpoint: string; readonly region: string; readonly credentials: typeof CREDENTIALS };
  /** What an operator's shell would hold. */
  readonly shell: Environment;
  /** What everybody here takes for a server's at 127.0.0.1. */
  readonly certificate: Certificate;
  /** For the files of one run; gone after `close`. */
  readonly folder: string;
  close(): Promise<void>;
};

/**
 * Starts an AWS on loopback that checks signatures and rights, over TLS.
 *
 * @throws Error saying what is missing on this computer
 */
export async function startEmulator(): Promise<Emulator> {
  await install();
  const folder = mkdtempSync(join(tmpdir(), 'handfast-deploy-'));
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const certificate = await makeCertificate(folder);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(certificate.cert, 'utf8')]);
  resolveLoopbackNames();
  const log = join(folder, 'emulator.log');
  const leader = launch(folder, port, certificate, log);
  const close = async () => {
    await endGroup(leader);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, log);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    access: { endpoint: url, region: REGION, credentials: CREDENTIALS },
    shell: shellOf(url, folder, certificate.cert),
    certificate,
    folder,
    close,
  };
}

/** Into a virtual environment beside this file, once. */
async function install(): Promise<void> {
  const installed = join(VENV, 'requirements.txt');
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const place = { timeoutSeconds: INSTALL_SECONDS };
  try {
    await mustRun('python3', ['-m', 'venv', '--clear', VENV], place);
  } catch (error) {
    const advice = 'The emulator needs Python 3 with venv; on Debian: apt-get install python3-venv';
    throw new Error(advice, { cause: error });
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '-r', REQUIREMENTS];
  await mustRun(PYTHON, pip, place);
  cpSync(REQUIREMENTS, installed);
}

/** Paths of files. */
type Certificate = { readonly cert: string; readonly key: string };

async function makeCertificate(folder: string): Promise<Certificate> {
  const [cert, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const about = ['-subj', '/CN=AWS on loopback', '-addext', 'basicConstraints=critical,CA:FALSE'];
  const names = ['-addext', `subjectAltName=${CERTIFICATE_NAMES.join(',')}`];
  const files = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
  await mustRun('openssl', ['req', '-x509', '-days', '2', ...files, ...about, ...names], { timeoutSeconds: 20 });
  return { cert, key };
}

/** @returns the id of its process group */
function launch(folder: string, port: number, { cert, key }: Certificate, log: string): number {
  const output = openSync(log, 'w', 0o600);
  // It ends with this process, even if this one is killed: then its standard input closes.
  const lifeline = '"$@" <&- & cat >/dev/null; kill 0';
  const child = spawn('sh', ['-c', lifeline, 'sh', PYTHON, join(HERE, 'emulator.py')], {
    cwd: folder,
    env: {
      // Its Lambda runs the `node` that it finds first.
      PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      // Signatures and policies are checked, as AWS does it.
      AUTH: 'true',
      USE_SSL: '1',
      MINISTACK_SSL_CERT: cert,
      MINISTACK_SSL_KEY: key,
    },
    stdio: ['pipe', output, output],
    detached: true,
  });
  if (child.pid === undefined) throw new Error('The emulator cannot be started: there is no sh');
  child.unref();
  return child.pid;
}

async function ready(url: string, log: string): Promise<void> {
  const until = performance.now() + START_SECONDS * 1_000;
  while (performance.now() < until) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await pause(200);
  }
  const last = readFileSync(log, 'utf8').trim().slice(-1_000);
  throw new Error(`The emulator was not ready within ${START_SECONDS} s; its last words:\n${last}`);
}

/** Nothing of this computer's own AWS settings may find its way to the emulator, nor the other way round. */
function shellOf(url: string, folder: string, certificate: string): Environment {
  return {
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_CA_BUNDLE: certificate,
    NODE_EXTRA_CA_CERTS: certificate,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback');
  return address.port;
}
