import { createHash } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from '../../../../../functions/domain/parse-json.ts';
import type { Answer } from '../../answer.ts';
import { json } from '../../answer.ts';
import type { Call } from '../route.ts';
import { unknownEntity, withBody } from '../route.ts';
import { saveProduct } from './products.ts';

const rows = z.array(z.object({ sku: z.string(), product: z.record(z.string(), z.unknown()) }));
const complaint = z.object({ message: z.string() });

const [DONE, FAILED, OPEN] = [1, 3, 4];

/** `PUT async/bulk/V1/products/bySku`: each row is an operation of its own, and is carried out some time. */
export function scheduleProducts(call: Call): Answer {
  return withBody(rows, call.body, 'sku', (products) => {
    const works = products.map(({ sku, product }) => () => {
      const path = ['products', sku];
      return saveProduct({ ...call, path, body: JSON.stringify({ product }) });
    });
    const request_items = products.map((row, id) => {
      const data_hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
      return { id, data_hash, status: 'accepted' };
    });
    return json(202, { bulk_uuid: call.data.bulks.schedule(works), request_items, errors: false });
  });
}

/** `GET V1/bulk/:uuid/status`. */
export function bulkStatus({ data, path: [, uuid = ''] }: Call): Answer {
  const answers = data.bulks.answersOf(uuid);
  if (answers === undefined) return unknownEntity();
  const operations_list = answers.map((answer, id) => ({ id, ...operationOf(answer) }));
  return json(200, { operations_list, user_type: 1, bulk_id: uuid, operation_count: answers.length });
}

function operationOf(answer: Answer | undefined) {
  if (answer === undefined) return { status: OPEN, result_message: null, error_code: null };
  if (answer.status === 200) {
    return { status: DONE, result_message: 'Service execution success', error_code: null };
  }
  const { message } = complaint.parse(parseJson(answer.body));
  return { status: FAILED, result_message: message, error_code: 0 };
}
