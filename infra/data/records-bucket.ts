import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { SyncSettings } from '../settings/sync-settings.ts';
import type { Retention } from './retention.ts';

/** What was read of stores; see `functions/adapters/dynamodb/channels/log`. */
export type Records = { readonly bucket: Bucket; readonly key: Key };

export type RecordsAction = 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject';

/** As `stream-item.ts` names them. What else there is, states and known ids, is replaced or deleted by the functions. */
const EXPIRING_PREFIX = 'records/';
/** Changes that are to be written, and what became of them: as `batch-item.ts` names them. */
const CHANGES_PREFIX = 'changes/';
const UPLOADS_EXPIRE_DAYS = 7;

/**
 * The bucket of the records, under a key of its own: whoever may read it can decrypt no credentials, which lie under the
 * other one.
 */
export function createRecords(
  scope: Construct,
  { removalPolicy }: Retention,
  { enabled, retentionDays }: SyncSettings,
): Records | undefined {
  if (!enabled) return undefined;
  const key = new Key(scope, 'RecordsKey', {
    description: 'Handfast: records of Magento stores',
    enableKeyRotation: true,
    removalPolicy,
  });
  const bucket = new Bucket(scope, 'Records', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    // One call of KMS serves many objects.
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    lifecycleRules: [
      { id: 'Retention', prefix: EXPIRING_PREFIX, expiration: Duration.days(retentionDays) },
      { id: 'Changes', prefix: CHANGES_PREFIX, expiration: Duration.days(retentionDays) },
      { id: 'Uploads', abortIncompleteMultipartUploadAfter: Duration.days(UPLOADS_EXPIRE_DAYS) },
    ],
  });
  return { bucket, key };
}

/** Single objects, and the list: without it, an object that is not there would be one that is refused. */
export function grantRecords(records: Records, grantee: IGrantable, ...actions: RecordsAction[]): Grant {
  return grantObjects(records, grantee, '*', actions);
}

/** The same for changes that are to be written, and nothing that was read. */
export function grantChanges(records: Records, grantee: IGrantable, ...actions: RecordsAction[]): Grant {
  return grantObjects(records, grantee, `${CHANGES_PREFIX}*`, actions);
}

function grantObjects(
  { bucket, key }: Records,
  grantee: IGrantable,
  pattern: string,
  actions: readonly RecordsAction[],
): Grant {
  const encryption = [
    ...(actions.includes('s3:GetObject') ? ['kms:Decrypt'] : []),
    ...(actions.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : []),
  ];
  const objects = Grant.addToPrincipal({
    grantee,
    actions: [...actions],
    resourceArns: [bucket.arnForObjects(pattern)],
  });
  const list = Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] });
  if (encryption.length === 0) return objects.combine(list);
  return objects
    .combine(list)
    .combine(Grant.addToPrincipal({ grantee, actions: encryption, resourceArns: [key.keyArn] }));
}
