import type { Delivery } from '../../adapters/lambda/queue-handler.ts';
import { followConnection } from './connection-event.ts';
import type { DispatchDeps } from './dependencies.ts';
import { readDispatchMessage } from './dispatch-message.ts';
import { dispatchWindow } from './dispatch-window.ts';

/** One message of the schedule, or of the bus. */
export function handleMessage(deps: DispatchDeps) {
  return async (body: string): Promise<Delivery> => {
    const message = readDispatchMessage(body);
    switch (message.kind) {
      case 'window':
        return dispatchWindow(deps, message.at);
      case 'connection':
        await followConnection(deps, message.connection, message.cause);
        return 'done';
      case 'unknown':
        return 'done';
      default:
        return message satisfies never;
    }
  };
}
