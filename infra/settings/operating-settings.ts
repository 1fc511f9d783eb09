import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { ROUTES } from '../api/routes.ts';
import { mapFunctions } from '../functions/function-table.ts';
import { required } from './reading/messages.ts';
import { wholeNumber, wholeNumberBetween } from './reading/whole-number.ts';

/** How long CloudWatch can keep logs, in days; `RetentionDays` also knows "for ever", which costs ever more. */
const RETENTION_DAYS = Object.values(RetentionDays).filter(
  (days): days is number => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

const routeKeys = ROUTES.map(({ method, path }) => `${method} ${path}`);
const limit = z.strictObject({
  /** Requests per second that are let through in the long run. */
  ratePerSecond: wholeNumberBetween(1, 10_000, 'a whole number of requests'),
  /** Requests that are let through at once. */
  burst: wholeNumberBetween(1, 5_000, 'a whole number of requests'),
});
export type RequestLimit = z.output<typeof limit>;

const CERTIFICATE =
  'the ARN of an issued certificate, such as arn:aws:acm:eu-central-1:111122223333:certificate/…; request one ' +
  "for the domain in AWS Certificate Manager, in the stack's region";
const HOST = 'a host name such as connect.example.com, without https:// and without a path';

/** A domain of the operator's own, and the certificate for it: neither is of use without the other. */
export const domainSettings = z.strictObject({
  name: z
    .string({ error: required(HOST, `must be ${HOST}`) })
    .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, `must be ${HOST}`),
  certificateArn: z
    .string({ error: required(CERTIFICATE, `must be ${CERTIFICATE}`) })
    .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, `must be ${CERTIFICATE}`),
});
export type DomainSettings = z.output<typeof domainSettings>;

/** CloudFront and AWS WAF in front of the API, which cannot have a WAF of its own. About 6 USD a month, idle. */
export const firewallSettings = z.strictObject({
  /** Requests that one address may send within five minutes; AWS WAF takes no less than 10. A popup sends about 15. */
  requestsPerFiveMinutes: wholeNumberBetween(10, 2_000_000_000, 'a whole number of requests').default(1_000),
});
export type FirewallSettings = z.output<typeof firewallSettings>;

/** Requests let through: `routes` by their keys in `infra/api/routes.ts`, every other route as the first two say. */
export const throttleSettings = limit.extend({
  routes: z
    .record(z.string(), limit)
    .default({ 'POST /{product}/callback': { ratePerSecond: 50, burst: 100 } })
    .superRefine((routes, context) => {
      for (const route of Object.keys(routes).filter((key) => !routeKeys.includes(key))) {
        context.addIssue({ code: 'custom', path: [route], message: `must be one of ${routeKeys.join(', ')}` });
      }
    }),
});

const instances = wholeNumber('must be a whole number of instances, at least 1')
  .min(1, 'must be at least 1: 0 would switch the function off')
  .optional();

/**
 * How many instances of a function may run at once. Unset: as many as the account has left. Not of health checks,
 * deliveries and looks: the event sources of their queues have limits of their own.
 */
export const concurrencySettings = z
  .strictObject(mapFunctions(() => instances))
  .omit({ health: true, webhooks: true, dispatch: true, sync: true });

const TOPIC = 'must be the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:111122223333:ops-alarms';

/** Not a FIFO topic, whose name ends in `.fifo`: alarms cannot be sent to one. */
export const alarmTopicSetting = z
  .string(TOPIC)
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, TOPIC);

export const retentionSetting = z.literal(RETENTION_DAYS, `must be one of ${RETENTION_DAYS.join(', ')} days`);

/**
 * What happens to connections and keys when the stack is deleted. `destroy` also lets the table be deleted by itself, and is
 * meant for trials.
 */
export const removalSetting = z.enum(['retain', 'destroy'], 'must be "retain" or "destroy"');
