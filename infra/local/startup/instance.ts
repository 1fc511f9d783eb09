import { appendFileSync, rmSync } from 'node:fs';
import type { Credentials } from '../aws/credentials.ts';
import { createCredentials } from '../aws/credentials.ts';
import type { Tables } from '../aws/dynamodb/tables.ts';
import { openTables } from '../aws/dynamodb/tables.ts';
import type { BusEvent } from '../aws/eventbridge.ts';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import type { Closers } from '../closers.ts';
import type { DataFolder } from '../data-folder/data-folder.ts';
import { openDataFolder } from '../data-folder/data-folder.ts';
import type { DemoStore } from '../demo-store/demo-store.ts';
import type { HostFunctions } from '../lambda/function-host.ts';
import type { Assembly } from '../template/synthesise.ts';
import { readAssembly, synthesise } from '../template/synthesise.ts';
import { localSettings, openMagento } from './externals.ts';

export type LocalOptions = {
  /** Port of Handfast; the demo Magento takes the next, the OpenID provider the one after. 0: any three free ones. */
  readonly port: number;
  readonly dataFolder: string;
  /** Replaces entries of the local settings, such as `products`; see `infra/settings/settings.ts`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly onEvent?: (event: BusEvent) => void;
  /** Told after each stage of starting, with the milliseconds since the start. */
  readonly onStage?: (stage: string, elapsedMs: number) => void;
  /** Whether the demo Magento is started, too. Default true. */
  readonly demoStore?: boolean;
  /** A `cdk.out` to serve instead of synthesising one. */
  readonly templateFolder?: string;
  /** Milliseconds to add to the time that functions and local services see. */
  readonly clockOffsetMs?: number;
  /** Runs the functions in another way than each in one thread: tests put themselves between functions and services. */
  readonly hostFunctions?: HostFunctions;
  /** Whether schedules run by themselves. Default true; tests that count calls wait for nobody else's. */
  readonly schedules?: boolean;
  /** Aborting it while starting ends the start. */
  readonly signal?: AbortSignal;
};

/** Where one instance stands: what all of its parts share. */
export type Instance = {
  readonly options: LocalOptions;
  readonly closers: Closers;
  readonly clock: Clock;
  readonly data: DataFolder;
  /** Of all local AWS services. */
  readonly credentials: Credentials;
  readonly log: (text: string) => void;
  readonly stage: (name: string) => void;
};

export async function openInstance(options: LocalOptions, closers: Closers): Promise<Instance> {
  const startedAt = performance.now();
  const data = await openDataFolder(options.dataFolder);
  closers.add(data.release);
  return {
    options,
    closers,
    data,
    credentials: createCredentials(),
    clock: createClock(options.clockOffsetMs),
    log: (text) => appendFileSync(data.file('handfast.log'), text, { mode: 0o600 }),
    stage: (name) => options.onStage?.(name, Math.round(performance.now() - startedAt)),
  };
}

export async function openTable({ closers, credentials, data, stage }: Instance): Promise<Tables> {
  const tables = await openTables(credentials, data.file('table'));
  closers.add(tables.close);
  stage('database open');
  return tables;
}

export async function openAssembly({ options, data, stage }: Instance, url: string, issuer: string): Promise<Assembly> {
  if (options.templateFolder !== undefined) return readAssembly(options.templateFolder);
  const folder = data.file('cdk.out');
  rmSync(folder, { recursive: true, force: true });
  const settings = { ...localSettings(url, issuer), ...options.settings };
  await synthesise(folder, settings, options.signal ?? new AbortController().signal);
  stage('stack built and synthesised');
  return readAssembly(folder);
}

export async function openDemoStore(
  { options, closers, clock, stage }: Instance,
  url: string,
  port: number,
): Promise<DemoStore | undefined> {
  if (options.demoStore === false) return undefined;
  const demoStore = await openMagento(url, port, clock);
  closers.add(() => demoStore.close());
  stage('demo Magento open');
  return demoStore;
}
