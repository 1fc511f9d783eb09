import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Settings } from '../../settings/settings.ts';

/** Where alarms are sent. */
export type AlarmTopics = {
  /** The stack's own; the e-mail address must confirm its subscription once. */
  readonly topic: Topic;
  /** That one, and the operator's, if there is one. */
  readonly topics: readonly ITopic[];
};

export function createAlarmTopics(
  scope: Construct,
  { alarmEmail, alarmTopicArn }: Pick<Settings, 'alarmEmail' | 'alarmTopicArn'>,
): AlarmTopics {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: 'Handfast alarms', enforceSSL: true });
  // A topic with a policy of its own no longer admits the alarms of its account by itself.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
  // The policy of the operator's topic is theirs.
  const own = alarmTopicArn === undefined ? [] : [Topic.fromTopicArn(scope, 'OwnAlarmTopic', alarmTopicArn)];
  return { topic, topics: [topic, ...own] };
}
