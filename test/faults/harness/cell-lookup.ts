import * as z from 'zod';
import type { AwsCall } from './aws-proxy.ts';
import type { Origin } from './event-origin.ts';

const Update = z.object({ ExpressionAttributeValues: z.record(z.string(), z.object({ S: z.string().optional() })) });

/** Which cell an event belongs to: by its integration's key, or by the activation that was kept for that key. */
export function openCellLookup() {
  const cellOfKey = new Map<string, string>();
  const keyOfActivation = new Map<string, string>();
  return {
    add: (digest: string, cell: string) => void cellOfKey.set(digest, cell),
    cellOf: ({ key, activation }: Origin): string | undefined =>
      cellOfKey.get(key ?? keyOfActivation.get(activation ?? '') ?? ''),
    /** Reads the id of an activation out of the write that keeps it. */
    learn: ({ target, body }: Pick<AwsCall, 'target' | 'body'>): void => {
      if (!target.endsWith('.UpdateItem')) return;
      const values = Update.safeParse(JSON.parse(body.toString('utf8'))).data?.ExpressionAttributeValues;
      const [activation, key] = [values?.[':set_activation']?.S, values?.[':set_key']?.S];
      if (activation !== undefined && key !== undefined) keyOfActivation.set(activation, key);
    },
  };
}
