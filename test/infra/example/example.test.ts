import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';

let template: Template;
let deployed: ReturnType<typeof acme>;
beforeAll(() => {
  deployed = acme(new App({ builtinCloudFormationValidation: false }));
  template = Template.fromStack(deployed.stack);
});

/** Statements of the policy of Acme's function, by their actions. */
function statementsOfSync() {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const [own] = policies.filter(([id]) => id.startsWith('SyncServiceRole'));
  return own?.[1]['Properties'].PolicyDocument.Statement;
}

describe("Handfast in an operator's own app", () => {
  test('tells the addresses of every product', () => {
    expect(deployed.stack.resolve(deployed.handfast.urls['erp']?.identityLink)).toEqual({
      'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringContaining('HandfastApi'), 'ApiEndpoint'] }, '/erp/login']],
    });
  });

  test('delivers the events that were asked for, and keeps what could not be delivered', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { Ref: Match.stringLikeRegexp('HandfastBus') },
      EventPattern: { source: ['handfast'], 'detail-type': ['connection.created', 'connection.reauthorized'] },
      Targets: [
        Match.objectLike({
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] } },
        }),
      ],
    });
    // The operator's two, and our own that hears what becomes of connections.
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['handfast'] } });
    template.resourcePropertiesCountIs('AWS::Events::Rule', { EventPattern: { source: ['handfast'] } }, 3);
  });

  test('lets a backend read connections and open their credentials, never those of a handshake under way', () => {
    const statements = statementsOfSync();
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: 'dynamodb:GetItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CONNECTION#*'] } },
      }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: 'kms:Decrypt',
        Condition: { StringLike: { 'kms:EncryptionContext:item': ['CONNECTION#*'] } },
      }),
    );
    expect(JSON.stringify(statements)).not.toContain('ACTIVATION');
    expect(JSON.stringify(statements)).not.toMatch(/dynamodb:(Put|Update|Delete|Scan)/);
  });
});
