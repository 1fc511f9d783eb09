import type { Announcement } from '../../domain/events.ts';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

/** The `source` of every event on the bus that is for the vendor. */
export const SOURCE = 'handfast';
/** Of an event that asks for a test of an integration's URLs: no rule of a vendor's hears it. */
export const PING_SOURCE = 'handfast.ping';
/** Of an event that asks to send now what is due. */
export const DELIVERIES_SOURCE = 'handfast.deliveries';

export type EventBus = ReturnType<typeof openEventBus>;

export function openEventBus(busName: string) {
  let loaded: ReturnType<typeof load> | undefined;
  return {
    async announce({ type, detail }: Announcement): Promise<void> {
      loaded ??= load();
      const { client, PutEventsCommand } = await loaded;
      const { FailedEntryCount, Entries } = await client.send(
        new PutEventsCommand({
          Entries: [{ EventBusName: busName, Source: SOURCE, DetailType: type, Detail: JSON.stringify(detail) }],
        }),
      );
      // PutEvents answers 200 even for an entry it did not take.
      if (FailedEntryCount) throw new Error(`EventBridge did not take the event: ${Entries?.[0]?.ErrorCode}`);
    },
  };
}

/** Loaded with the first announcement: one of seven steps makes one. */
async function load() {
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  return { client: new EventBridgeClient({ maxAttempts: 8, requestHandler: AWS_TIME_LIMITS }), PutEventsCommand };
}
