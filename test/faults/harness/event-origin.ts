import * as z from 'zod';
import { digestOf } from '../../../functions/domain/ids.ts';
import type { Row } from '../matrix/rows.ts';
import { rowOfRoute, rowOfTask } from '../matrix/rows.ts';

/** Where an invocation belongs. */
export type Origin = { readonly row?: Row | undefined; readonly key?: string; readonly activation?: string };

const Task = z.object({ task: z.string(), key: z.string(), activation: z.string() });
const Web = z.object({
  routeKey: z.string(),
  rawQueryString: z.string().default(''),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export function originOf(event: unknown): Origin {
  const task = Task.safeParse(event).data;
  if (task) return { row: rowOfTask(task.task), key: task.key, activation: task.activation };
  const web = Web.safeParse(event).data;
  if (!web) return {};
  const query = new URLSearchParams(web.rawQueryString);
  const body = new URLSearchParams(web.isBase64Encoded ? Buffer.from(web.body, 'base64').toString('latin1') : web.body);
  const consumer = query.get('oauth_consumer_key') ?? body.get('oauth_consumer_key');
  const activation =
    query.get('activation') ?? body.get('activation') ?? query.get('state')?.split('.')[0] ?? undefined;
  return {
    row: rowOfRoute(web.routeKey, query),
    ...(consumer === null ? {} : { key: digestOf(consumer) }),
    ...(activation === undefined ? {} : { activation }),
  };
}
