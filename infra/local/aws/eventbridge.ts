import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import * as z from 'zod';
import { parseJson } from '../../../functions/domain/parse-json.ts';
import type { Clock } from '../clock.ts';
import type { QueueRule } from '../template/functions.ts';
import { ACCOUNT, REGION } from '../template/template.ts';
import { AwsFault } from './aws-fault.ts';
import type { Operations } from './aws-json.ts';

const MAX_ENTRIES = 10;
const MAX_ENTRIES_BYTES = 256 * 1024;

const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
type Entry = z.infer<typeof Entry>;

const PutEvents = z.object({ Entries: z.array(Entry).min(1).max(MAX_ENTRIES) });

/** An event in the shape in which EventBridge hands it to its targets. `time` is ISO 8601 in UTC. */
export type BusEvent = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

type Rejected = { readonly ErrorCode: string; readonly ErrorMessage: string };

const Detail = z.record(z.string(), z.unknown());

function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function toEvent(entry: Entry, buses: readonly string[], clock: Clock): BusEvent | Rejected {
  const { Source, DetailType, Detail: text, EventBusName, Resources, Time } = entry;
  for (const [name, value] of Object.entries({ Source, DetailType, Detail: text })) {
    if (value) continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (!buses.some((bus) => bus === EventBusName || EventBusName.endsWith(`:event-bus/${bus}`))) {
    return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${EventBusName} does not exist.` };
  }
  const { data: detail } = Detail.safeParse(parseJson(text ?? ''));
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType ?? '',
    source: Source ?? '',
    account: ACCOUNT,
    time: isoSeconds(Time === undefined ? clock.now() : Time * 1000),
    region: REGION,
    resources: Resources,
    detail,
  };
}

function densityOf({ Source = '', DetailType = '', Detail: text = '' }: Entry): number {
  return Buffer.byteLength(Source + DetailType + text);
}

/** Sends each event to the queues whose rules ask for it. */
export function toQueues(rules: readonly QueueRule[], send: (queueArn: string, body: string) => void) {
  return (event: BusEvent, bus: string): void => {
    for (const { bus: of, sources, types, queueArn } of rules) {
      const isOfBus = of === bus || of.endsWith(`:event-bus/${bus}`) || bus.endsWith(`:event-bus/${of}`);
      const isAsked = sources.includes(event.source) && (types?.includes(event['detail-type']) ?? true);
      if (isOfBus && isAsked) send(queueArn, JSON.stringify(event));
    }
  };
}

/** EventBridge's `PutEvents`. Each event is appended to `file` as one line of JSON, then handed to `publish`. */
export function eventOperations(
  file: string,
  buses: readonly string[],
  clock: Clock,
  publish: (event: BusEvent, bus: string) => void,
): Operations {
  return {
    'AWSEvents.PutEvents': (input) => {
      const { Entries } = PutEvents.parse(input);
      if (Entries.reduce((sum, entry) => sum + densityOf(entry), 0) > MAX_ENTRIES_BYTES) {
        throw new AwsFault('ValidationException', 'Total size of the entries in the request is over the limit.');
      }
      const results = Entries.map((entry) => toEvent(entry, ['default', ...buses], clock));
      for (const [at, event] of results.entries()) {
        if (!('id' in event)) continue;
        appendFileSync(file, `${JSON.stringify(event)}\n`, { mode: 0o600 });
        publish(event, Entries[at]?.EventBusName ?? '');
      }
      return {
        FailedEntryCount: results.filter((result) => !('id' in result)).length,
        Entries: results.map((result) => ('id' in result ? { EventId: result.id } : result)),
      };
    },
  };
}

function facts(detail: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'number') return [`${name}=${value}`];
    return typeof value === 'object' && value && !Array.isArray(value) ? facts({ ...value }) : [];
  });
}

/** One line a person can read: what happened, and the ids and hosts it happened to. */
export function describeEvent(event: BusEvent): string {
  return `event  ${event['detail-type']}  ${facts(event.detail).join('  ')}`;
}
