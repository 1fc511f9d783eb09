import * as z from 'zod';
import { ALLOW_LOOPBACK_STORES } from '../../functions/adapters/lambda/environment.ts';
import { apiSettings } from './api-settings.ts';
import { crossFieldProblems } from './cross-field-rules.ts';
import {
  concurrencySettings,
  domainSettings,
  firewallSettings,
  removalSetting,
  retentionSetting,
  throttleSettings,
} from './operating-settings.ts';
import { productSettings } from './product-settings.ts';
import { signInSettings } from './sign-in-settings.ts';
import { userPoolSettings } from './user-pool-settings.ts';

const schema = z.strictObject({
  products: z.array(productSettings, 'must be a list of products').min(1, 'must name at least one product'),
  /** The vendor's own OpenID provider. Without it, the stack makes a Cognito user pool. */
  signIn: signInSettings.optional(),
  userPool: userPoolSettings.default({ selfSignUp: true }),
  /** Who may use the API below `/v1`. */
  api: apiSettings.prefault({}),
  domain: domainSettings.optional(),
  /** Where merchants and Magento reach this deployment through a proxy of the operator's; an origin, without a path. */
  publicUrl: z
    .url('must be a URL')
    .refine(isOrigin, 'must be an origin such as https://connect.example.com')
    .optional(),
  firewall: firewallSettings.optional(),
  /** Where alarms are sent. Without it they show on the dashboard only. */
  alarmEmail: z.email('must be an e-mail address').optional(),
  /** A dashboard costs 3 USD a month in accounts that have three others. */
  dashboard: z.boolean('must be true or false').default(true),
  logRetentionDays: retentionSetting.default(30),
  removalPolicy: removalSetting.default('retain'),
  reservedConcurrency: concurrencySettings.default({}),
  /** Ports besides 443 that stores may be called at. */
  storePorts: z.array(z.int('must be a port').min(1).max(65_535), 'must be a list of ports').default([]),
  throttle: throttleSettings.default(throttleSettings.parse({ ratePerSecond: 100, burst: 200 })),
  /** Stores on loopback addresses and over plain http, for trials on one computer. Only the whole phrase switches it on. */
  allowLoopbackStores: z
    .literal(ALLOW_LOOPBACK_STORES, `must be the phrase "${ALLOW_LOOPBACK_STORES}", or absent`)
    .optional(),
});

/** All that an operator can set, with defaults filled in. */
export type Settings = z.output<typeof schema>;
/** As an operator writes it. */
export type SettingsInput = z.input<typeof schema>;

/** Every problem of the settings at once, one line each: path, then what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The settings (key "handfast" in cdk.json's context) cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings.
 *
 * @throws SettingsError naming every problem
 */
export function readSettings(input: unknown): Settings {
  const read = schema.safeParse(input ?? {});
  const problems = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
  problems.push(...crossFieldProblems(input ?? {}));
  if (read.success && problems.length === 0) return read.data;
  throw new SettingsError(problems);
}

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text;
}
