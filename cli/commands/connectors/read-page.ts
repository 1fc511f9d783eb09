import * as z from 'zod';
import type { Query, Store } from '../../../client/handfast.ts';
import { listQuery, pathAndQuery } from '../../../functions/adapters/magento/session/list-query.ts';
import type { QueryObject } from '../../../functions/adapters/magento/transport/rest-target.ts';
import type { Connector, RawRecord } from '../../../functions/domain/sync/connector.ts';
import { CliError, EXIT_FAILED } from '../../output/cli-error.ts';

type Call = Store['call'];

const record = z.record(z.string(), z.unknown());
const records = z.union([
  z.array(record),
  z.record(z.string().regex(/^\d+$/), record).transform(Object.values<RawRecord>),
]);
const list = z.union([z.object({ items: z.nullable(records) }).transform(({ items }) => items ?? []), records]);
const complaint = z.object({ message: z.string() });

/**
 * One page of what a connector reads: those that were changed last, where the list tells.
 *
 * @throws CliError for what the store answers instead; HandfastError
 */
export async function readPage(call: Call, { reader }: Connector, limit: number): Promise<readonly RawRecord[]> {
  const { path, query } = pathAndQuery(reader.path);
  const criteria = reader.kind === 'changes' || reader.paged ? page(reader, limit) : {};
  const asked = { method: 'GET', path, query: copy({ ...query, ...criteria }), store: 'all' } as const;
  const { status, body } = await call(asked);
  const read = list.safeParse(body);
  if (status === 200 && read.success) return read.data.slice(0, limit);
  const said = complaint.safeParse(body).data?.message ?? 'no list';
  throw new CliError(EXIT_FAILED, [`The store answered ${status} to ${reader.path}: ${said}`]);
}

function page(reader: Connector['reader'], pageSize: number) {
  const sortOrders =
    reader.kind === 'snapshot'
      ? [{ field: reader.orderedBy, direction: 'ASC' } as const]
      : [reader.updated, reader.id].map((field) => ({ field, direction: 'DESC' }) as const);
  return listQuery({ filterGroups: [], sortOrders, pageSize, currentPage: 1 });
}

/** The client takes JSON whose lists can be changed. */
function copy(query: QueryObject): Query {
  return JSON.parse(JSON.stringify(query));
}
