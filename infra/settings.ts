import * as z from 'zod';
import { ALLOW_LOOPBACK_STORES } from '../functions/adapters/edge/environment.ts';
import { productSettings } from './product-settings.ts';
import { signInSettings } from './sign-in-settings.ts';

const schema = z
  .strictObject({
    products: z.array(productSettings).min(1, 'must name at least one product'),
    signIn: signInSettings,
    /** Where merchants and Magento reach this deployment, without a path; the API's own address by default. */
    publicUrl: z
      .url('must be a URL')
      .refine(isOrigin, 'must be an origin such as https://connect.example.com')
      .optional(),
    /** Ports besides 443 that stores may be called at. */
    storePorts: z.array(z.int().min(1).max(65_535)).default([]),
    /** Requests per second that all routes together let through, and the burst above it. */
    throttle: z
      .strictObject({ ratePerSecond: z.int().positive(), burst: z.int().positive() })
      .default({ ratePerSecond: 100, burst: 200 }),
    /** Stores on loopback addresses and over plain http, for trials on one computer. The phrase switches it on. */
    allowLoopbackStores: z
      .literal(ALLOW_LOOPBACK_STORES, `must be the phrase "${ALLOW_LOOPBACK_STORES}", or absent`)
      .optional(),
  })
  .superRefine((settings, context) => {
    const ids = settings.products.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) !== index) {
        context.addIssue({
          code: 'custom',
          path: ['products', index, 'id'],
          message: `is taken by products.${ids.indexOf(id)}`,
        });
      }
    }
    if (settings.allowLoopbackStores !== undefined) return;
    const secure = { 'signIn.issuer': settings.signIn.issuer, publicUrl: settings.publicUrl };
    for (const [path, url] of Object.entries(secure)) {
      if (url !== undefined && URL.parse(url)?.protocol !== 'https:') {
        context.addIssue({ code: 'custom', path: path.split('.'), message: 'must be an https URL' });
      }
    }
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
  if (read.success) return read.data;
  throw new SettingsError(read.error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`));
}

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text;
}
