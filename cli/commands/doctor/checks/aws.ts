import type { AskAws } from '../ask-aws.ts';
import { type Check, counted, notAsked, ok, warning } from '../check.ts';
import { orNotAllowed, seenByAws } from './aws-trouble.ts';
import { checkStack, isMissing } from './stack.ts';

const LIMIT = 'Concurrency';
const LOST = 'Dead letters';
/** New accounts may run 10: a wave of activations needs more. */
const ENOUGH_CONCURRENCY = 100;

/** Queues of what was given up, by what lies in them; undefined: there is none, or its address is not known. */
export type LostQueues = Readonly<Record<string, string | undefined>>;

/**
 * What AWS says. Where it lets nobody in, one line says why, in place of all.
 *
 * @param aws why it cannot be asked, where it cannot
 */
export async function checkAws(
  aws: AskAws | string,
  stack: string | undefined,
  queues: LostQueues,
): Promise<readonly Check[]> {
  if (typeof aws === 'string') return [notAsked('AWS', aws)];
  return seenByAws(aws.region, async () => {
    const standing = await checkStack(aws, stack);
    // In another account or region, the rest would be about somebody else.
    if (isMissing(standing)) return [standing];
    return [standing, await checkConcurrency(aws), await checkLost(aws, queues)];
  });
}

async function checkConcurrency({ concurrency }: AskAws): Promise<Check> {
  return orNotAllowed(LIMIT, 'lambda:GetAccountSettings', async () => {
    const limit = await concurrency();
    const found = `the account may run ${limit} functions at once in this region`;
    if (limit >= ENOUGH_CONCURRENCY) return ok(LIMIT, found);
    return warning(
      LIMIT,
      found,
      'Ask AWS for more in Service Quotas: "Concurrent executions" of Lambda, usually 1,000.',
    );
  });
}

async function checkLost({ messagesIn }: AskAws, queues: LostQueues): Promise<Check> {
  const known = Object.entries(queues).flatMap(([what, url]) => (url === undefined ? [] : [{ what, url }]));
  if (known.length === 0) return notAsked(LOST, 'the queues are outputs of "cdk deploy": give --outputs');
  return orNotAllowed(LOST, 'sqs:GetQueueAttributes', async () => {
    const counts = await Promise.all(known.map(async ({ what, url }) => ({ what, count: await messagesIn(url) })));
    const some = counts.filter(({ count }) => count > 0);
    if (some.length === 0) return ok(LOST, `none in ${counted(known.length, 'queue')}`);
    const words = some.map(({ what, count }) => `${count} ${what}`).join(', ');
    return warning(LOST, words, 'docs/operators.md says what each queue holds, and how to send it again.');
  });
}
