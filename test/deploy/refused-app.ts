import { App, Stack } from 'aws-cdk-lib';
import { CfnAlias } from 'aws-cdk-lib/aws-kms';
import { Handfast } from '../../infra/handfast.ts';

/*
 * An operator's own app around the construct, with a mistake that only AWS can see, and that it sees last, when all of
 * Handfast has been changed already: a name for the key that is reserved.
 */

const app = new App();
const stack = new Stack(app, 'Handfast');
const handfast = new Handfast(stack, 'Handfast', app.node.tryGetContext('handfast'));
const alias = new CfnAlias(stack, 'Alias', { aliasName: 'alias/aws/handfast', targetKeyId: handfast.key.keyId });
alias.node.addDependency(handfast);
app.synth();
