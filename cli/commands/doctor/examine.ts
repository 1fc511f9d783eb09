import { type Access, type Deployment, handfast, type TokenAccess } from '../../../client/handfast.ts';
import type { AskAws } from './ask-aws.ts';
import type { Check } from './check.ts';
import { checkAccess, checkApi } from './checks/api.ts';
import { checkAws, type LostQueues } from './checks/aws.ts';
import { checkCertificate } from './checks/certificates.ts';
import { checkClock, checkSettings, checkVersion } from './checks/deployment.ts';
import { checkDomain } from './checks/domain.ts';
import { checkProducts } from './checks/products.ts';
import { checkSignIn } from './checks/sign-in.ts';
import { checkDeliveries, checkStores } from './checks/stores.ts';

export type Patient = {
  readonly access: Access & TokenAccess;
  readonly signInClient: string | undefined;
  /** The output `DomainTarget`. */
  readonly domainTarget: string | undefined;
  readonly aws: AskAws | string;
  /** Name of the stack of CloudFormation, where it is known. */
  readonly stack: string | undefined;
  readonly queues: LostQueues;
  /** Shows a time of the API to whoever runs the command. */
  readonly time: (iso: string) => string;
};

/** Every check in its order; what needs the API is left out where it does not answer. */
export async function examine(patient: Patient, onStage: (stage: string) => void): Promise<readonly Check[]> {
  const { access, aws, stack, queues, time } = patient;
  onStage('the API');
  const reached = await checkApi(access.url);
  const api = handfast(access);
  const { checks, known } = reached.state === 'ok' ? await checkAccess(api, access.tokenUrl) : { checks: [] };
  const deployment = known?.deployment;
  onStage('certificates');
  const origins = new Set([access.url, access.tokenUrl, ...addressesOf(deployment)].map((url) => new URL(url).origin));
  const certificates = await Promise.all([...origins].map(checkCertificate));
  const seen = deployment === undefined ? [] : await examineDeployment(deployment, patient, onStage);
  onStage('stores and events');
  const stores = known === undefined ? [] : [...(await checkStores(api, time)), await checkDeliveries(api)];
  onStage('AWS');
  return [
    reached,
    ...checks,
    ...(known === undefined ? [] : [checkVersion(known.deployment), checkClock(known)]),
    ...certificates,
    ...seen,
    ...stores,
    ...(await checkAws(aws, stack, queues)),
  ];
}

function addressesOf(deployment: Deployment | undefined): readonly string[] {
  return deployment === undefined ? [] : [deployment.publicUrl, deployment.signIn.issuer];
}

async function examineDeployment(
  deployment: Deployment,
  { signInClient, domainTarget }: Patient,
  onStage: (stage: string) => void,
): Promise<readonly Check[]> {
  const { domain } = deployment.settings;
  onStage('addresses');
  return [
    checkSettings(deployment),
    ...(domain === undefined ? [] : [await checkDomain(domain, domainTarget)]),
    ...(await checkProducts(deployment)),
    ...(await checkSignIn(deployment.signIn, signInClient)),
  ];
}
