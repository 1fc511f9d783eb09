import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import type { Finding } from '../../domain/integrations/findings/finding.ts';
import { findingsOf } from '../../domain/integrations/findings/findings.ts';
import {
  CERTIFICATES_REPLACED,
  ISSUER_CHANGED,
  isSameIdentity,
  sharesNoCertificate,
} from '../../domain/integrations/findings/merchant-sign-in-findings.ts';
import type { IntegrationFields, Snapshot } from '../../domain/integrations/integration.ts';
import type { MerchantSignIn } from '../../domain/integrations/merchant-sign-in.ts';
import type { Session } from '../session.ts';

export async function workingFindings(session: Session, kept: KeptIntegration): Promise<readonly Finding[]> {
  const { working, lastTest, modifiedAt } = kept;
  const test = lastTest?.version === 'WORKING' ? lastTest : undefined;
  return allFindings(session, kept, working, { test, since: modifiedAt });
}

export async function snapshotFindings(
  session: Session,
  kept: KeptIntegration,
  { id, fields, at }: Snapshot,
): Promise<readonly Finding[]> {
  const test = kept.lastTest?.version === id ? kept.lastTest : undefined;
  return allFindings(session, kept, fields, { test, since: at });
}

async function allFindings(
  session: Session,
  kept: KeptIntegration,
  fields: IntegrationFields,
  tested: Parameters<typeof findingsOf>[1],
): Promise<readonly Finding[]> {
  const { urlRules, now, connectors } = session.deps;
  const found = findingsOf(fields, tested, { ...urlRules, now: now(), connectors });
  const before = kept.published && (await session.snapshot(kept.published.id))?.fields.merchantSignIn;
  return [
    ...found,
    ...(sharesNoCertificate(before, fields.merchantSignIn) ? [CERTIFICATES_REPLACED] : []),
    ...((await makesStrangers(session, kept, before, fields)) ? [ISSUER_CHANGED] : []),
  ];
}

/**
 * Whether merchants would have other accounts by this version than those that stores are connected to: than by the
 * published one, or, since a product may have been linked afterwards, than the account of a connection.
 */
async function makesStrangers(
  session: Session,
  { products }: KeptIntegration,
  before: MerchantSignIn | undefined,
  { merchantSignIn }: IntegrationFields,
): Promise<boolean> {
  const isChanged = !isSameIdentity(before, merchantSignIn);
  if (!isChanged && merchantSignIn?.kind !== 'openIdConnect') return false;
  const newest = await Promise.all(products.map((slug) => newestConnection(session, slug)));
  return newest.some(
    (one) =>
      one !== undefined &&
      (isChanged || (merchantSignIn?.kind === 'openIdConnect' && one.account.issuer !== merchantSignIn.issuer)),
  );
}

async function newestConnection(session: Session, product: KeptIntegration['products'][number]) {
  session.count();
  return (await session.deps.listings.byProduct(product, { limit: 1 })).items[0];
}
