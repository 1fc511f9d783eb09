import { type EventBus, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { SOURCE } from '../../functions/adapters/eventbridge/event-bus.ts';
import type { Announcement } from '../../functions/domain/events.ts';

type EventRule = {
  readonly eventBus: EventBus;
  readonly target: IRuleTarget;
  /** All of them where undefined. */
  readonly types: readonly Announcement['type'][] | undefined;
};

/** Sends events of Handfast to a target. */
export function addEventRule(scope: Construct, id: string, { eventBus, target, types }: EventRule): Rule {
  return new Rule(scope, id, {
    eventBus,
    eventPattern: { source: [SOURCE], ...(types && { detailType: [...types] }) },
    targets: [target],
  });
}
