import * as z from 'zod/mini';
import type { Reply } from '../transport/send.ts';
import { complaintIn } from './complaint.ts';
import { jsonIn } from './json-in.ts';
import { numberOf } from './lossless-json.ts';

const named = z.object({ parameters: z.object({ max: z.unknown() }) });

/**
 * The size of page that a store names when it refuses a larger one (`Magento\Framework\Api\SearchCriteria\…\PageSizeValidator`):
 * `Maximum SearchCriteria pageSize is %max`, in whatever language, with `max` among the parameters.
 */
export function pageCapIn({ status, body }: Reply, size: number): number | undefined {
  if (status !== 400) return undefined;
  const value = jsonIn(body);
  const complaint = complaintIn(value);
  if (complaint === undefined) return undefined;
  const max = numberOf(named.safeParse(value).data?.parameters.max);
  const inText = /pageSize/i.test(complaint.message) ? [complaint.message, ...complaint.values].join(' ') : '';
  const numbers = [...(max === undefined ? [] : [max]), ...(inText.match(/\d+/g) ?? []).map(Number)];
  return numbers.find((number) => Number.isSafeInteger(number) && number > 0 && number < size);
}
