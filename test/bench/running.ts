import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` runs, in a process of its own with data of its own. */
export type Running = {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number;
  /** The lines it has printed, the newest last. */
  readonly lines: readonly string[];
  /** How often something was logged, by the name that the log's catalogue gives it. */
  logged(event: string): number;
  stop(): Promise<void>;
};

export async function startRunning(): Promise<Running> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'handfast-bench-'));
  const begun = performance.now();
  const child = runScript('start', port, data);
  const lines: string[] = [];
  const ready = Promise.withResolvers<string>();
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    lines.push(line);
    const [, url] = /^Handfast is ready at (\S+)$/.exec(line) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  child.once('exit', (code) => ready.reject(new Error(`npm start ended with ${code}: ${lines.at(-1)}`)));
  const url = await ready.promise;
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - begun,
    lines,
    logged: (event) => readFileSync(join(data, 'handfast.log'), 'utf8').split(`"event":"${event}"`).length - 1,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Milliseconds that `npm run demo` takes against a running Handfast. */
export async function demoMs(url: string): Promise<number> {
  const begun = performance.now();
  const child = runScript('demo', Number(new URL(url).port), '');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm run demo ended with ${code}`);
  return performance.now() - begun;
}

function runScript(name: 'start' | 'demo', port: number, data: string): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'infra/local', `${name}.ts`)], {
    cwd: ROOT,
    // Of connecting alone: imports would be measured, too.
    env: { ...process.env, HANDFAST_PORT: String(port), HANDFAST_DATA: data, HANDFAST_CHANNEL: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The first of three ports in a row that are free just now. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no three free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
