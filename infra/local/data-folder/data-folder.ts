import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { oneLine, UserError } from '../user-error.ts';
import { readPrivateJson } from './private-json.ts';

/** A folder that belongs to this instance until it is released. */
export type DataFolder = {
  readonly path: string;
  /** Path of a file or folder in it. */
  file(name: string): string;
  release(): Promise<void>;
};

const Holder = z.object({ id: z.string(), pid: z.number(), port: z.number() });
type Holder = z.infer<typeof Holder>;

const ANSWER_MS = 500;

/** Listens on loopback and tells every caller its id: alive for exactly as long as the process is. */
async function startHolder(): Promise<{ holder: Holder; close(): Promise<void> }> {
  const id = randomUUID();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(id);
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    holder: { id, pid: process.pid, port },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** A process id alone would lie after a reboot or in a container, where numbers come back; a lasting answer does not. */
function isAlive(holder: Holder): Promise<boolean> {
  return new Promise((settle) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port: holder.port, timeout: ANSWER_MS });
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(heard === holder.id));
  });
}

/** Level by level: on file systems that take no folders, such as /proc, Node's own recursive way never ends. */
function makeMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  makeMissing(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function makeFolder(path: string): void {
  try {
    makeMissing(resolve(path));
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UserError(`The data folder ${path} cannot be written to (${oneLine(error)}). Set HANDFAST_DATA.`, {
      cause: error,
    });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function takeLock(lock: string, mine: Holder): Promise<void> {
  for (;;) {
    try {
      writeFileSync(lock, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (!isTaken(error)) throw new UserError(`The data folder cannot be locked: ${oneLine(error)}`, { cause: error });
    }
    const other = readPrivateJson(lock, Holder);
    if (other && (await isAlive(other))) {
      throw new UserError(
        `The data folder is in use by another Handfast (process ${other.pid}); stop it, or set HANDFAST_DATA.`,
      );
    }
    rmSync(lock, { force: true });
  }
}

/**
 * Creates the folder if need be and takes it for this instance.
 *
 * @throws PlainFailure when it cannot be written to, or another running process holds it
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  makeFolder(path);
  const { holder, close } = await startHolder();
  const lock = join(path, 'lock.json');
  try {
    await takeLock(lock, holder);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    path,
    file: (name) => join(path, name),
    release: async () => {
      rmSync(lock, { force: true });
      await close();
    },
  };
}
