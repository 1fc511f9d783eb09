import { X509Certificate } from 'node:crypto';
import * as z from 'zod/mini';
import { signInContext } from '../adapters/dynamodb/integrations/merchant-sign-in-item.ts';
import type { SendToVendor } from '../adapters/http/vendor-request.ts';
import type { Vault } from '../adapters/kms/vault.ts';
import { failureOf, tryClient, tryDiscovery, tryKeys } from '../adapters/oidc/try-client.ts';
import { SamlMetadataError } from '../adapters/saml/metadata-problems.ts';
import type { Sealed } from '../domain/ciphertext.ts';
import { type SignInStep, SignInStepFailure, type SignInTest } from '../domain/integrations/deliveries/sign-in-test.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import type {
  MerchantSignIn,
  OpenIdConnectSignIn,
  SamlProvider,
  SamlSignIn,
} from '../domain/integrations/merchant-sign-in.ts';

export type Deps = {
  /** As merchants' sign-in sends: by way of the address guard. */
  readonly ask: SendToVendor;
  readonly allowLoopback: boolean;
  readonly vault: Pick<Vault, 'open'>;
  readonly now: () => Date;
};

const secretShape = z.object({ secret: z.string() });

type Run = <T>(step: SignInStep['step'], work: () => Promise<T>) => Promise<T>;

/** Tries all of a sign-in that no merchant is needed for. @param redirectUri of one of the products */
export async function testSignIn(
  deps: Deps,
  integration: IntegrationId,
  signIn: MerchantSignIn,
  redirectUri: string,
): Promise<SignInTest> {
  const steps: SignInStep[] = [];
  const run: Run = async (step, work) => {
    const begunAt = performance.now();
    const milliseconds = () => Math.round(performance.now() - begunAt);
    try {
      const done = await work();
      steps.push({ step, success: true, milliseconds: milliseconds() });
      return done;
    } catch (error) {
      const failure = failureOf(error);
      if (!(failure instanceof SignInStepFailure)) throw error;
      steps.push({ step, success: false, error: failure.code, message: failure.message, milliseconds: milliseconds() });
      throw failure;
    }
  };
  try {
    if (signIn.kind === 'saml') await run('METADATA', () => tryMetadata(deps, signIn));
    else await tryOpenId(deps, run, integration, signIn, redirectUri);
  } catch (error) {
    if (!(error instanceof SignInStepFailure)) throw error;
  }
  return { success: steps.every(({ success }) => success), steps };
}

async function tryOpenId(
  { ask, vault }: Deps,
  run: Run,
  integration: IntegrationId,
  signIn: OpenIdConnectSignIn,
  redirectUri: string,
): Promise<void> {
  const open = async (sealed: Sealed) => (await vault.open(signInContext(integration), sealed, secretShape)).secret;
  const secret = signIn.secret && (await open(signIn.secret));
  const config = await run('DISCOVERY', () => tryDiscovery(ask, signIn, secret));
  await run('KEYS', () => tryKeys(ask, config));
  await run('CLIENT', async () => {
    if (secret === undefined) throw new SignInStepFailure('secret_missing', 'SECRET_MISSING');
    return tryClient(config, redirectUri);
  });
}

async function tryMetadata({ ask, allowLoopback, now }: Deps, { provider, metadataUrl }: SamlSignIn): Promise<void> {
  const found = provider ?? (await fetched(ask, metadataUrl ?? ''));
  // As at a sign-in.
  if (new URL(found.ssoUrl).protocol !== 'https:' && !allowLoopback) {
    throw new SignInStepFailure('metadata_invalid', 'SSO_URL_NOT_HTTPS');
  }
  const ends = found.certificates.map((one) => new X509Certificate(Buffer.from(one, 'base64')).validToDate);
  // Used all the same; whoever tests is to know.
  if (ends.every((end) => end < now())) throw new SignInStepFailure('metadata_invalid', 'CERTIFICATE_EXPIRED');
}

async function fetched(ask: SendToVendor, url: string): Promise<SamlProvider> {
  // Loaded when they are needed: deliveries need no parser of XML.
  const [{ MAX_METADATA_LENGTH: limitBytes }, { parseSamlMetadata }] = await Promise.all([
    import('../adapters/saml/metadata-document.ts'),
    import('../adapters/saml/metadata.ts'),
  ]);
  const headers = { accept: 'application/samlmetadata+xml, */*' };
  const { status, body } = await ask({ method: 'GET', url, headers, limitBytes });
  if (status !== 200) throw new SignInStepFailure('status', `STATUS_${status}`);
  if (body === undefined) throw new SignInStepFailure('answer', 'OVERSIZE');
  try {
    return parseSamlMetadata(body);
  } catch (error) {
    if (error instanceof SamlMetadataError) throw new SignInStepFailure('metadata_invalid', error.problem, error);
    throw error;
  }
}
