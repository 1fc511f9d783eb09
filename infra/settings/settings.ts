import type * as z from 'zod';
import { toApiSettings } from './api-settings.ts';
import { crossFieldProblems } from './cross-field-rules.ts';
import { wrongType } from './reading/messages.ts';
import { readable } from './reading/readable.ts';
import { unknownKeyMessage } from './reading/unknown-keys.ts';
import { settingsSchema } from './settings-schema.ts';
import { userPoolSettings } from './user-pool-settings.ts';

const schema = settingsSchema
  .superRefine(
    (written, context) => {
      for (const [path, message] of crossFieldProblems(readable(written, context.issues) ?? {})) {
        context.addIssue({ code: 'custom', path: path.split('.'), message });
      }
    },
    // Always, so that an operator learns of these problems together with all the others.
    { when: () => true },
  )
  .transform(({ api, userPool = userPoolSettings.parse({}), ...others }) => ({
    ...others,
    userPool,
    api: toApiSettings(api),
  }));

/** All that an operator can set, with defaults filled in. */
export type Settings = z.output<typeof schema>;
/** As an operator writes it. */
export type SettingsInput = z.input<typeof schema>;

/** Every problem of the settings at once, one line each: path, then what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(describe('The settings', problems));
    this.problems = problems;
  }

  /** @param source where the settings were found, such as the path of a file */
  describe(source: string): string {
    return describe(`The settings in ${source}`, this.problems);
  }
}

function describe(settings: string, problems: readonly string[]): string {
  return `${settings} cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`;
}

/**
 * Reads the settings.
 *
 * @throws SettingsError naming every problem
 */
export function readSettings(input: unknown): Settings {
  const read = schema.safeParse(input ?? {}, { error: wrongType });
  if (read.success) return read.data;
  throw new SettingsError(read.error.issues.flatMap(problemsOf));
}

/** One line for each: an issue of zod's may name several keys. */
function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${issue.path.join('.') || '(all)'}: ${issue.message}`];
  return issue.keys.map((key) => `${[...issue.path, key].join('.')}: ${unknownKeyMessage(issue.path, key)}`);
}

/** @throws SettingsError naming every problem */
export function assertSettings(input: unknown): asserts input is SettingsInput {
  readSettings(input);
}
