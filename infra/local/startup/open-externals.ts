import type { Tables } from '../aws/dynamodb/tables.ts';
import type { DemoStore } from '../demo-store/demo-store.ts';
import type { OpenidProvider } from '../openid/provider.ts';
import type { Assembly } from '../template/synthesise.ts';
import type { SignInClient } from './externals.ts';
import { keepBackendSecret, keepSignInClient, openSignIn } from './externals.ts';
import type { Instance } from './instance.ts';
import { openAssembly, openDemoStore, openTable } from './instance.ts';
import { portsFrom } from './ports.ts';
import { LOOPBACK } from './reach.ts';

/** What the stack needs from outside, and the template that it is served from. */
export type Externals = {
  readonly url: string;
  readonly client: SignInClient;
  readonly backendSecret: string;
  readonly provider: OpenidProvider;
  readonly tables: Tables;
  readonly assembly: Assembly;
  readonly demoStore: DemoStore | undefined;
};

async function openProvider(
  instance: Instance,
  url: string,
  port: number,
  client: SignInClient,
  backendSecret: string,
): Promise<OpenidProvider> {
  const provider = await openSignIn(
    url,
    port,
    instance.options.reach ?? LOOPBACK,
    client,
    backendSecret,
    instance.data,
    instance.clock,
    instance.log,
  );
  instance.opened.defer(provider.close);
  instance.stage('OpenID provider open');
  return provider;
}

/** Like `Promise.all`, but a failure waits for the others: whatever they opened is then known, and can be closed. */
async function settleAll<T extends readonly unknown[]>(work: readonly [...{ [K in keyof T]: Promise<T[K]> }]) {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** Opens everything that the stack needs from outside, side by side: the build takes longest. */
export async function openExternals(instance: Instance, url: string): Promise<Externals> {
  const ports = portsFrom(instance.options.port);
  const client = keepSignInClient(instance.data);
  const backendSecret = keepBackendSecret(instance.data);
  const opening = openProvider(instance, url, ports.openid, client, backendSecret);
  // With ports of the caller's choice the issuer is known, and the build need not wait for the provider.
  const issuer = ports.openid === 0 ? (await opening).issuer : `http://127.0.0.1:${ports.openid}`;
  const [provider, demoStore, tables, assembly] = await settleAll([
    opening,
    openDemoStore(instance, url, ports.magento),
    openTable(instance),
    openAssembly(instance, url, issuer),
  ]);
  return { url, client, backendSecret, provider, tables, assembly, demoStore };
}
