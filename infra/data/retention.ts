import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

/** What happens to data when the stack is deleted. */
export type Retention = { readonly removalPolicy: RemovalPolicy; readonly deletionProtection: boolean };

export function retentionOf({ removalPolicy }: Settings): Retention {
  return removalPolicy === 'retain'
    ? { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true }
    : { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false };
}

export function createKey(scope: Construct, { removalPolicy }: Retention): Key {
  return new Key(scope, 'Key', {
    description: 'Handfast: credentials of Magento stores',
    enableKeyRotation: true,
    removalPolicy,
  });
}
