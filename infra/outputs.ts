import { CfnOutput } from 'aws-cdk-lib';
import type { Handfast } from './handfast.ts';

/** What `cdk deploy` prints: what goes into Magento, and what commands of the operator's guide ask for. */
export function printOutputs(house: Handfast): void {
  const print = (id: string, value: string, description: string) => new CfnOutput(house, id, { value, description });
  for (const { id, name } of house.products) {
    const { callback, identityLink } = house.urlsOf(id);
    const title = titleOf(id);
    print(`${title}CallbackUrl`, callback, `${name}: callback URL for Magento`);
    print(`${title}LoginUrl`, identityLink, `${name}: identity link URL for Magento`);
  }
  print('ApiUrl', house.apiUrl, 'API of the connections');
  const { clients } = house.apiAccess;
  if (clients) {
    print('TokenUrl', clients.tokenUrl, 'Where clients of the API get their tokens');
    print('ApiPoolId', clients.pool.userPoolId, 'User pool that clients of the API are in');
    for (const [name, id] of Object.entries(clients.ids)) {
      print(`${titleOf(name)}ClientId`, id, `API client ${name}`);
    }
  }
  print('ProbesLostUrl', house.probes.deadLetters.queueUrl, 'Queue of probes that failed');
  print('ProbesLostArn', house.probes.deadLetters.queueArn, 'Queue of probes that failed');
  print('BusName', house.bus.eventBusName, 'Event bus to listen to');
  print('DeadLettersUrl', house.deadLetters.queueUrl, 'Queue of events that could not be delivered');
  print('TableName', house.table.tableName, 'Table of connections');
  print('KeyArn', house.key.keyArn, 'Key of the table and the credentials in it');
  print('MachineArn', house.machine.stateMachineArn, 'State machine of the handshakes');
  print('CookieSecretArn', house.cookieSecret.secretArn, 'Secret that encrypts the cookies of the popup');
  if (house.userPool) print('UserPoolId', house.userPool.userPoolId, 'User pool that merchants sign in at');
}

/** `erp-lite` as `ErpLite`: names of outputs have letters and digits only. */
function titleOf(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}
