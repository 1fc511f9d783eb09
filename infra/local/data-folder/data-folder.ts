import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { oneLine, UserError } from '../user-error.ts';

/** A folder that belongs to this instance until it is disposed of. */
export type DataFolder = AsyncDisposable & {
  readonly path: string;
  /** Path of a file or folder in it. */
  file(name: string): string;
};

/** Level by level: on file systems without new folders, such as /proc, Node's `recursive` option never ends. */
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

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** An empty LevelDB store: one process can open it, and the operating system closes it when that process dies. */
async function openLock(path: string): Promise<ClassicLevel> {
  const lock = new ClassicLevel(join(path, 'lock'));
  try {
    await lock.open();
    return lock;
  } catch (error) {
    const cause = causeOf(error);
    if (cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED') {
      throw new UserError(`The data folder ${path} is in use by another Handfast; stop it, or set HANDFAST_DATA.`, {
        cause: error,
      });
    }
    throw new UserError(`The data folder ${path} cannot be locked: ${oneLine(cause)}`, { cause: error });
  }
}

/**
 * Creates the folder if need be and takes it for this instance.
 *
 * @throws UserError when it cannot be written to, or another running process holds it
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  makeFolder(path);
  const lock = await openLock(path);
  return { path, file: (name) => join(path, name), [Symbol.asyncDispose]: () => lock.close() };
}
