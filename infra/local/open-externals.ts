import type { Tables } from './aws/dynamodb/tables.ts';
import { together } from './closers.ts';
import type { StandIn } from './demo-store/demo-store.ts';
import type { SignInClient } from './externals.ts';
import { keepBackendSecret, keepSignInClient, openSignIn } from './externals.ts';
import type { Site } from './instance.ts';
import { openAssembly, openStandIn, openTable } from './instance.ts';
import type { OpenidProvider } from './openid/provider.ts';
import { portsFrom } from './ports.ts';
import type { Assembly } from './template/synthesise.ts';

/** What stands around the stack, and the template that it is served from. */
export type Surroundings = {
  readonly url: string;
  readonly client: SignInClient;
  readonly backendSecret: string;
  readonly provider: OpenidProvider;
  readonly tables: Tables;
  readonly assembly: Assembly;
  readonly standIn: StandIn | undefined;
};

const openProvider = async (
  site: Site,
  url: string,
  port: number,
  client: SignInClient,
  backendSecret: string,
): Promise<OpenidProvider> => {
  const provider = await openSignIn(url, port, client, backendSecret, site.data, site.clock, site.log);
  site.closers.add(provider.close);
  site.stage('OpenID provider open');
  return provider;
};

/** Everything around the stack, opened side by side: the build takes longest. */
export const openSurroundings = async (site: Site, url: string): Promise<Surroundings> => {
  const ports = portsFrom(site.options.port);
  const client = keepSignInClient(site.data);
  const backendSecret = keepBackendSecret(site.data);
  const opening = openProvider(site, url, ports.openid, client, backendSecret);
  // With ports of the caller's choice the issuer is known, and the build need not wait for the provider.
  const issuer = ports.openid === 0 ? (await opening).issuer : `http://127.0.0.1:${ports.openid}`;
  const [provider, standIn, tables, assembly] = await together([
    opening,
    openStandIn(site, url, ports.magento),
    openTable(site),
    openAssembly(site, url, issuer),
  ]);
  return { url, client, backendSecret, provider, tables, assembly, standIn };
};
