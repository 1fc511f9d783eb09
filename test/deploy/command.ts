import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export type Environment = Readonly<Record<string, string>>;

export type Ran = {
  /** Null when it was ended because its time was up. */
  readonly code: number | null;
  /** Standard output and error, in the order in which they came. */
  readonly output: string;
};

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: Environment;
  readonly timeoutSeconds: number;
};

/** Ends a process and everything it started, however it was started; asks first, insists after five seconds. */
export async function endGroup(leader: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (let tenths = 0; tenths < 50; tenths += 1) {
      if (!signalGroup(leader, tenths === 0 ? signal : 0)) return;
      await pause(100);
    }
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}

/** Runs a command to its end, or to the end of its time: then it and all that it started are ended. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const spawning: SpawnOptions = {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing of it can stay behind.
    detached: true,
  };
  // One pipe for both, as a terminal has it.
  const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', command, ...args], spawning);
  const ended = new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done));
  const leader = child.pid;
  const timer = setTimeout(() => {
    if (leader !== undefined) void endGroup(leader);
  }, options.timeoutSeconds * 1_000);
  try {
    const [code, output] = await Promise.all([ended, child.stdout ? text(child.stdout) : '']);
    return { code, output };
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error with the command's last words when it does not end well */
export async function mustRun(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const how = code === null ? `did not end within ${options.timeoutSeconds} s` : `ended with ${code}`;
  throw new Error(`${command} ${args.join(' ')} ${how}:\n${output.trim().slice(-2_000)}`);
}
