import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FunctionContext, FunctionHost } from '../../../infra/local/lambda/function-host.ts';
import { hostFunctions } from '../../../infra/local/lambda/function-host.ts';
import type { FunctionSpec } from '../../../infra/local/template/functions.ts';
import type { Tagged } from './tag.ts';

/**
 * Functions in threads of their own. Most cells share one worker; a cell that kills, replaces or misdates a function does so in
 * a worker of its own.
 */
export type FunctionWorker = {
  invoke(spec: FunctionSpec, tagged: Tagged): Promise<unknown>;
  /** Starts a function's thread, so that nobody waits for it. */
  warm(spec: FunctionSpec): Promise<void>;
  /** Ends a function's thread at once, whatever it is doing. The next invocation starts a new one. */
  kill(spec: FunctionSpec): void;
  /** From now on new threads answer; what is under way ends in the old ones. */
  deploy(): void;
  stop(): Promise<void>;
};

const INSIDE = pathToFileURL(fileURLToPath(new URL('./function-inside.ts', import.meta.url))).href;

/** A folder with the code that every function is hosted by: the real bundle's path stands in its environment. */
export function wrapperFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-inside-'));
  writeFileSync(join(folder, 'index.mjs'), `export { handler } from ${JSON.stringify(INSIDE)};\n`);
  return folder;
}

export function openFunctionWorker(context: FunctionContext, folder: string): FunctionWorker {
  let hosts = new Map<string, FunctionHost>();
  const all: FunctionHost[] = [];
  const host = (spec: FunctionSpec): FunctionHost => {
    const present = hosts.get(spec.name);
    if (present) return present;
    const [file = 'index'] = spec.handler.split('.');
    const bundle = join(context.codeFolder(spec.codeKey), `${file}.mjs`);
    const environment = { ...spec.environment, ...context.environment, FAULTS_BUNDLE: bundle };
    const fresh = hostFunctions([{ ...spec, environment }], { ...context, codeFolder: () => folder });
    hosts.set(spec.name, fresh);
    all.push(fresh);
    return fresh;
  };
  return {
    invoke: (spec, tagged) => host(spec).invoke(spec.name, tagged),
    warm: (spec) => host(spec).warm(),
    kill: (spec) => {
      void hosts.get(spec.name)?.stop();
      hosts.delete(spec.name);
    },
    deploy: () => {
      hosts = new Map();
    },
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
