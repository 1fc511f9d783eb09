import * as z from 'zod';
import { ALLOW_LOOPBACK_STORES } from '../../functions/adapters/lambda/environment.ts';
import { apiShape } from './api-settings.ts';
import { consoleSettings } from './console-settings.ts';
import {
  alarmTopicSetting,
  concurrencySettings,
  domainSettings,
  firewallSettings,
  removalSetting,
  retentionSetting,
  throttleSettings,
} from './operating-settings.ts';
import { productSettings } from './products/product-settings.ts';
import { required } from './reading/messages.ts';
import { wholeNumberBetween } from './reading/whole-number.ts';
import { signInSettings } from './sign-in-settings.ts';
import { syncSettings } from './sync-settings.ts';
import { userPoolSettings } from './user-pool-settings.ts';

const PRODUCTS = '[{ "id": "erp", "name": "Acme ERP" }]';

/** The settings as an operator writes them, each by itself; what may not be combined is in `cross-field-rules.ts`. */
export const settingsSchema = z.strictObject({
  products: z
    .array(productSettings, {
      error: required(`a list of products, such as ${PRODUCTS}`, 'must be a list of products'),
    })
    .min(1, 'must name at least one product'),
  /** The vendor's own OpenID provider. Without it, the stack makes a Cognito user pool. */
  signIn: signInSettings.optional(),
  userPool: userPoolSettings.optional(),
  /** Who may use the API below `/v1`. */
  api: apiShape.prefault({}),
  /** Products and URLs for events, set up at run time. Without them there are neither routes nor deliveries for it. */
  integrations: z.boolean('must be true or false').default(true),
  /** What is read of stores, and how long it is kept. */
  sync: syncSettings.prefault({}),
  /** Who may use the console at `/console`. Without it there is none. */
  console: consoleSettings.optional(),
  domain: domainSettings.optional(),
  /** Where merchants and Magento reach this deployment through a proxy of the operator's; an origin, without a path. */
  publicUrl: z
    .url('must be a URL')
    .refine(isOrigin, 'must be an origin such as https://connect.example.com')
    .optional(),
  firewall: firewallSettings.optional(),
  /** Where alarms are sent. Without it they show on the dashboard only. */
  alarmEmail: z.email('must be an e-mail address').optional(),
  /** An SNS topic of the operator's own that alarms are sent to, too: what PagerDuty, Slack and others subscribe to. */
  alarmTopicArn: alarmTopicSetting.optional(),
  /** A dashboard costs 3 USD a month in accounts that have three others. */
  dashboard: z.boolean('must be true or false').default(true),
  logRetentionDays: retentionSetting.default(30),
  removalPolicy: removalSetting.default('retain'),
  reservedConcurrency: concurrencySettings.default({}),
  /** How many stores one account may connect to a product: whoever may open an account can connect stores of their own. */
  connectionsPerAccount: wholeNumberBetween(1, 100_000, 'a whole number of stores').default(1_000),
  /** Ports besides 443 that stores may be called at. */
  storePorts: z.array(wholeNumberBetween(1, 65_535, 'a port'), 'must be a list of ports').default([]),
  throttle: throttleSettings.default(throttleSettings.parse({ ratePerSecond: 100, burst: 200 })),
  /** Stores on loopback addresses and over plain http, for trials on one computer. Only the whole phrase switches it on. */
  allowLoopbackStores: z
    .literal(ALLOW_LOOPBACK_STORES, `must be the phrase "${ALLOW_LOOPBACK_STORES}", or absent`)
    .optional(),
});

export type WrittenSettings = z.output<typeof settingsSchema>;

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text;
}
