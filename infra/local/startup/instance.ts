import { appendFileSync, rmSync } from 'node:fs';
import type { Credentials } from '../aws/credentials.ts';
import { createCredentials } from '../aws/credentials.ts';
import type { Tables } from '../aws/dynamodb/tables.ts';
import { openTables } from '../aws/dynamodb/tables.ts';
import type { BusEvent } from '../aws/eventbridge.ts';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import type { DataFolder } from '../data-folder/data-folder.ts';
import { openDataFolder } from '../data-folder/data-folder.ts';
import type { DemoStore } from '../demo-store/demo-store.ts';
import type { HostFunctions } from '../lambda/function-host.ts';
import type { Assembly, Synthesise } from '../template/synthesise.ts';
import { readAssembly, synthesise } from '../template/synthesise.ts';
import { localSettings, openMagento } from './externals.ts';
import { LOOPBACK, type Reach } from './reach.ts';

export type LocalOptions = {
  /** Port of Handfast; the demo Magento takes the next, the OpenID provider the one after. 0: any three free ones. */
  readonly port: number;
  readonly dataFolder: string;
  /** From where it can be reached; from this computer alone unless given. */
  readonly reach?: Reach;
  /** Replaces entries of the local settings, such as `products`; see `infra/settings/settings.ts`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly onEvent?: (event: BusEvent) => void;
  /** Called after each stage of starting, with the milliseconds since the start. */
  readonly onStage?: (stage: string, elapsedMs: number) => void;
  /** Whether the demo Magento is started, too. Default true. */
  readonly demoStore?: boolean;
  /** Whether stores are read once they are connected; left out: where there is the demo store. */
  readonly firstChannel?: boolean;
  /** A `cdk.out` to serve instead of synthesising one. */
  readonly templateFolder?: string;
  /** Replaces how the stack is synthesised: tests share what they start from. */
  readonly synthesise?: Synthesise | undefined;
  /** Milliseconds to add to the time that functions and local services see. */
  readonly clockOffsetMs?: number;
  /** Replaces how functions are run (each in one thread): tests intercept calls between functions and services. */
  readonly hostFunctions?: HostFunctions;
  /** Whether schedules run by themselves. Default true; tests that count calls switch them off. */
  readonly schedules?: boolean;
  /** Aborting it while starting ends the start. */
  readonly signal?: AbortSignal;
};

/** What all parts of one instance share. */
export type Instance = {
  readonly options: LocalOptions;
  /** What is open, to be closed in reverse order. */
  readonly opened: AsyncDisposableStack;
  readonly clock: Clock;
  readonly data: DataFolder;
  /** Of all local AWS services. */
  readonly credentials: Credentials;
  readonly log: (text: string) => void;
  readonly stage: (name: string) => void;
};

export async function openInstance(options: LocalOptions, opened: AsyncDisposableStack): Promise<Instance> {
  const startedAt = performance.now();
  const data = opened.use(await openDataFolder(options.dataFolder));
  return {
    options,
    opened,
    data,
    credentials: createCredentials(),
    clock: createClock(options.clockOffsetMs),
    log: (text) => appendFileSync(data.file('handfast.log'), text, { mode: 0o600 }),
    stage: (name) => options.onStage?.(name, Math.round(performance.now() - startedAt)),
  };
}

export async function openTable({ opened, credentials, data, stage }: Instance): Promise<Tables> {
  const tables = await openTables(credentials, data.file('table'));
  opened.defer(tables.close);
  stage('database open');
  return tables;
}

export async function openAssembly({ options, data, stage }: Instance, url: string, issuer: string): Promise<Assembly> {
  if (options.templateFolder !== undefined) return readAssembly(options.templateFolder);
  const folder = data.file('cdk.out');
  rmSync(folder, { recursive: true, force: true });
  const { handfast: publicUrl, openid } = options.reach?.publicUrls ?? { handfast: url, openid: issuer };
  const { demoStore = true, firstChannel = demoStore } = options;
  const settings = { ...localSettings(publicUrl, issuer, openid, firstChannel), ...options.settings };
  const write = options.synthesise ?? synthesise;
  await write(folder, data.file('build-cache'), settings, options.signal ?? new AbortController().signal);
  stage('stack built and synthesised');
  return readAssembly(folder);
}

export async function openDemoStore(
  { options, opened, clock, data, stage }: Instance,
  url: string,
  port: number,
): Promise<DemoStore | undefined> {
  if (options.demoStore === false) return undefined;
  const demoStore = opened.use(await openMagento(url, port, options.reach ?? LOOPBACK, data, clock));
  stage('demo Magento open');
  return demoStore;
}
