import semver from 'semver';
import * as z from 'zod';
import { productSettings } from '../../../infra/settings/products/product-settings.ts';
import { namePartProblem, PACKAGE_NAME, vendorProblem } from '../names.ts';

/** Releases of Magento. Up to 2.2 setup code is `Setup/InstallData.php`, since 2.3 a data patch. */
export const MAGENTO_VERSIONS = ['2.0', '2.1', '2.2', '2.3', '2.4'] as const;
export const STYLES = ['integration', 'config'] as const;

/** Options with a value and a rule of their own, in camel case. */
export const OPTIONS = [
  'product',
  'vendor',
  'name',
  'email',
  'resources',
  'out',
  'integrationName',
  'moduleVersion',
  'package',
  'license',
  'style',
  'magento',
] as const;
export type Option = (typeof OPTIONS)[number];

/** `integration.name`, `integration.email` are varchar(255). */
const LONGEST_COLUMN = 255;

/** Text that ends up in XML, PHP, JSON and Markdown: no control characters, nothing that XML cannot hold. */
const plainText = z
  .string()
  .max(LONGEST_COLUMN, `must have ${LONGEST_COLUMN} characters at most: Magento keeps no more`)
  .refine((text) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029\uFFFE\uFFFF]/u.test(text), {
    message: 'must not hold control characters or halves of characters',
  })
  .refine((text) => text === text.trim(), { message: 'must not begin or end with a blank' });

function checkedBy(problem: (text: string) => string | undefined) {
  return z.string().superRefine((text, context) => {
    const message = problem(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

/** The rule of each option; a message reads on after the option's name. */
const OPTION_RULES = {
  product: productSettings.shape.id,
  vendor: checkedBy(vendorProblem),
  name: checkedBy(namePartProblem),
  /** The pattern is that of Magento's integration_base.xsd. */
  email: plainText.regex(/^[^@]+@[^.]+\..+$/, 'must look like support@acme.example: Magento asks for name@host.domain'),
  integrationName: plainText.min(2, 'must have 2 characters at least: Magento asks for them'),
  moduleVersion: checkedBy(versionProblem),
  package: z.string().regex(PACKAGE_NAME, 'must be a Composer name such as acme/module-connect, in lower case'),
  license: z
    .string()
    .regex(/^(?:proprietary|[A-Za-z0-9.]+(?:-[A-Za-z0-9.]+)*\+?)$/, 'must be "proprietary" or an SPDX id such as MIT'),
  magento: z.enum(MAGENTO_VERSIONS, `must be one of ${MAGENTO_VERSIONS.join(', ')}`),
  style: z.enum(STYLES, `must be one of ${STYLES.join(', ')}`),
  resources: z.string(),
  out: z.string().min(1, 'must name a folder'),
} as const satisfies Record<Option, z.ZodType>;

/** Why a value of one option is refused; undefined when it is fine. */
export function optionProblem(option: Option, value: string): string | undefined {
  const read = OPTION_RULES[option].safeParse(value);
  return read.success ? undefined : read.error.issues[0]?.message;
}

/** Composer knows only these pre-releases (its VersionParser), and no build metadata apart from the version. */
const COMPOSER_PRERELEASE = /^(?:(?:alpha|beta|RC)(?:[.-]?\d+)*|dev)$/;

function versionProblem(text: string): string | undefined {
  const version = semver.parse(text);
  if (version === null || version.version !== text) return `"${text}" must be a semantic version such as 1.0.0`;
  const prerelease = version.prerelease.join('.');
  if (prerelease === '' || COMPOSER_PRERELEASE.test(prerelease)) return undefined;
  return `"${text}": Composer knows no pre-release "${prerelease}"; use alpha, beta, RC or dev, such as 1.0.0-beta.1`;
}

/** An option as it is typed: `--integration-name`. */
export function typedOption(option: string): string {
  return `--${option.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}
