import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

/** What becomes of data when the stack goes. */
export type Keeping = { readonly removalPolicy: RemovalPolicy; readonly deletionProtection: boolean };

export function keepingOf({ removalPolicy }: Settings): Keeping {
  return removalPolicy === 'retain'
    ? { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true }
    : { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false };
}

export function houseKey(scope: Construct, { removalPolicy }: Keeping): Key {
  return new Key(scope, 'Key', {
    description: 'Handfast: credentials of Magento stores',
    enableKeyRotation: true,
    removalPolicy,
  });
}
