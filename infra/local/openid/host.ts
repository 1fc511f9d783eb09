import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { OpenidOptions, OpenidProvider } from './provider.ts';
import type { OpenidStart } from './worker.ts';

/** Starts the OpenID provider in its own thread. Resolves when it answers. */
export async function hostOpenidProvider(
  options: OpenidOptions,
  clock: Clock,
  log: (text: string) => void,
): Promise<OpenidProvider> {
  const start: OpenidStart = { options, clock: clock.shared };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: start,
    execArgv: [],
    stdout: true,
    stderr: true,
    name: 'openid-provider',
  });
  worker.stdout.setEncoding('utf8').on('data', log);
  worker.stderr.setEncoding('utf8').on('data', log);
  async function close(): Promise<void> {
    await worker.terminate();
  }
  const issuer = await new Promise<string>((started, failed) => worker.once('message', started).once('error', failed));
  worker.on('error', (error) => log(`The OpenID provider ended: ${error}\n`));
  return { issuer, close };
}
