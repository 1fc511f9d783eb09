import type { Delivery as Outcome } from '../adapters/lambda/queue-handler.ts';
import type { Deps } from './dependencies.ts';
import { sendDue } from './due-pass.ts';
import { pingTest } from './ping-test.ts';
import { readQueueMessage } from './queue-message.ts';
import { receiveEvent } from './receive-event.ts';

/** One message of the queue, by itself. */
export function handleMessage(deps: Deps) {
  return async (body: string): Promise<Outcome> => {
    const message = readQueueMessage(body);
    switch (message.kind) {
      case 'event':
        return receiveEvent(deps, message.event);
      case 'ping':
        return pingTest(deps, message.ping);
      case 'due':
        return sendDue(deps);
      case 'unknown':
        return 'done';
      default:
        return message satisfies never;
    }
  };
}
