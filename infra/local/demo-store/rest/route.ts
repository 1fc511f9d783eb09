import type * as z from 'zod';
import { parseJson } from '../../../../functions/domain/parse-json.ts';
import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import type { StoreData } from '../data/store-data.ts';
import type { Table } from '../data/table.ts';
import { percentDecoded } from '../oauth/octets.ts';
import type { ListManner } from './search/table-search.ts';
import { searchTable } from './search/table-search.ts';

export type Call = {
  readonly baseUrl: string;
  readonly data: StoreData;
  /** After `?`, as it came. */
  readonly query: string;
  readonly manner: ListManner;
  /** Segments of the path after `V1`, decoded. */
  readonly path: readonly string[];
  /** JSON. */
  readonly body: string;
};

export type Route = {
  /** Default GET. */
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  /** An ACL id; `null` lets anybody in. */
  readonly resource: string | null;
  readonly answer: (call: Call) => Answer;
  /** It changes nothing, whatever its method is. */
  readonly reads?: true;
};

/** A list with `searchCriteria`. */
export function listRoute<R extends object>(
  path: RegExp,
  resource: string,
  table: (data: StoreData) => Table<R>,
): Route {
  return { path, resource, answer: ({ data, query, manner }) => searchTable(table(data), query, manner) };
}

/** One row, whose id is the second segment. */
export function rowRoute<R extends object>(
  path: RegExp,
  resource: string,
  table: (data: StoreData) => Table<R>,
): Route {
  return { path, resource, answer: ({ data, path: [, id] }) => oneRow(table(data), Number(id)) };
}

export function oneRow<R extends object>(table: Table<R>, id: number): Answer {
  const row = table.get(id);
  if (row === undefined) return unknownEntity();
  return json(200, table.options.present?.(row) ?? row);
}

export function unknownEntity(): Answer {
  return json(404, { message: "The entity that was requested doesn't exist. Verify the entity and try again." });
}

/** What follows `V1/`. Segments are decoded without the form rule: `+` is a plus. */
export function segmentsOf(path: string): string[] {
  const decoded = (segment: string) => Buffer.from(percentDecoded(segment), 'latin1').toString('utf8');
  return path.split('/').slice(1).map(decoded);
}

/** Hands a body of the right shape on; refuses another one by the name of its field. */
export function withBody<T>(schema: z.ZodType<T>, body: string, field: string, then: (read: T) => Answer): Answer {
  const read = schema.safeParse(parseJson(body === '' ? '{}' : body));
  if (read.success) return then(read.data);
  return json(400, { message: '"%fieldName" is required. Enter and try again.', parameters: { fieldName: field } });
}
