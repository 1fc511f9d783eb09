import type { Local } from '../../../infra/local/local.ts';

/** ARN of the queue that events for URLs of integrations come by. Others hear the bus, too. */
export function webhookQueueOf({ stack }: Pick<Local, 'stack'>): string {
  const found = stack.queueRules.find(({ queueArn }) => /:[^:]*WebhookEvents[^:]*$/.test(queueArn));
  if (found === undefined) throw new Error('There is no queue of events for URLs.');
  return found.queueArn;
}
