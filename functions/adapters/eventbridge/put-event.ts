import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

let loaded: ReturnType<typeof load> | undefined;

/** Puts one event on a bus. */
export async function putEvent(busName: string, source: string, type: string, detail: object): Promise<void> {
  loaded ??= load();
  const { client, PutEventsCommand } = await loaded;
  const { FailedEntryCount, Entries } = await client.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: busName, Source: source, DetailType: type, Detail: JSON.stringify(detail) }],
    }),
  );
  // PutEvents answers 200 even for an entry it did not take.
  if (FailedEntryCount) throw new Error(`EventBridge did not take the event: ${Entries?.[0]?.ErrorCode}`);
}

/** Loaded with the first event: one of seven steps of a handshake publishes one. */
async function load() {
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  return { client: new EventBridgeClient({ maxAttempts: 8, requestHandler: AWS_TIME_LIMITS }), PutEventsCommand };
}
