import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Architecture, Code, Function as LambdaFunctionResource, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Handfast } from '../../../infra/handfast.ts';

/** Acme's own app: Handfast beside a backend that hears of new stores and calls them. */
export function acme(app = new App()): { readonly stack: Stack; readonly handfast: Handfast } {
  const stack = new Stack(app, 'Acme');
  const handfast = new Handfast(stack, 'Handfast', {
    products: [{ id: 'erp', name: 'Acme ERP' }],
    alarmEmail: 'ops@acme.example',
  });

  const sync = new LambdaFunctionResource(stack, 'Sync', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    environment: { CONNECTIONS: handfast.table.tableName, KEY: handfast.key.keyArn },
  });
  handfast.grantReadConnections(sync);
  handfast.grantOpenCredentials(sync);
  handfast.deliverEvents('ToSync', (deadLetterQueue) => new LambdaFunction(sync, { deadLetterQueue }), [
    'connection.created',
    'connection.reauthorized',
  ]);

  const crm = new Queue(stack, 'Crm', { enforceSSL: true });
  handfast.deliverEvents('ToCrm', (deadLetterQueue) => new SqsQueue(crm, { deadLetterQueue }));

  new CfnOutput(stack, 'ForMagento', { value: handfast.urlsOf('erp').callback });
  return { stack, handfast };
}
