import { isDiscoveryAddress } from '../../domain/integrations/merchant-sign-in.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** Whose provider it is: that of the deployment's settings, or one that an integration names at run time. */
export type IssuerRule = 'deployment' | 'integration';

/**
 * Entra ID's metadata and tokens name another issuer than its address, which may say `common` or a domain: a tenant by its
 * id, in version 1.0 at another host. All tenants share keys, so an address with a tenant's id means that tenant alone.
 */
const ENTRA_ID = 'https://login.microsoftonline.com';
const ENTRA_ID_ISSUERS = [ENTRA_ID, 'https://sts.windows.net'];
const TENANT_ID = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i;
const AZURE_B2C = '.b2clogin.com';

/**
 * Checks that a provider speaks for nobody but itself, which openid-client leaves out for some addresses; it holds the
 * ID tokens to the metadata. One that an integration names must be written to the letter, since accounts are named by
 * it.
 *
 * @param named the issuer in the provider's metadata
 * @throws Refusal `signin_unavailable`
 */
export function requireOwnIssuer(configured: string, named: string, rule: IssuerRule): void {
  if (rule === 'integration' ? named === configured : isOfDeployment(new URL(configured), named)) return;
  throw new Refusal('signin_unavailable', { reason: 'ISSUER_DIFFERS' });
}

function isOfDeployment(configured: URL, named: string): boolean {
  const issuer = URL.parse(named);
  if (issuer === null || isDiscoveryAddress(configured.href)) return false;
  if (issuer.href === configured.href) return true;
  if (configured.origin === ENTRA_ID) return isOfEntraId(configured, issuer);
  return configured.hostname.endsWith(AZURE_B2C) && issuer.origin === configured.origin;
}

function isOfEntraId(configured: URL, issuer: URL): boolean {
  const [, tenant] = TENANT_ID.exec(configured.pathname) ?? [];
  const named = TENANT_ID.exec(issuer.pathname)?.[1];
  return (
    ENTRA_ID_ISSUERS.includes(issuer.origin) && (tenant === undefined || tenant.toLowerCase() === named?.toLowerCase())
  );
}

export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(url.hostname);
}
