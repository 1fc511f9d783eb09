import { OPTIONS, type Option, optionProblem, typedOption } from './flags.ts';

/** The options as typed, not yet validated. Names as in the command line, in camel case. */
export type Options = {
  readonly [option in Option]?: string | undefined;
} & {
  readonly outputs?: string | undefined;
  readonly stack?: string | undefined;
  readonly local?: boolean | undefined;
  readonly baseUrl?: string | undefined;
  readonly allowInsecureHttp?: boolean | undefined;
  readonly check?: string | undefined;
  readonly listResources?: boolean | undefined;
};

/** Options that a module requires, in the order of the prompts. */
export const REQUIRED = ['product', 'vendor', 'name', 'email', 'resources'] as const satisfies readonly Option[];
export const ADDRESS_SOURCES = '--outputs, --local or --base-url';

export function hasAddressSource({ outputs, local, baseUrl }: Options): boolean {
  return outputs !== undefined || local === true || baseUrl !== undefined;
}

/** What is still missing, as it would be typed. */
export function missingOptions(options: Options): string[] {
  const missing: string[] = REQUIRED.filter((option) => options[option] === undefined).map(typedOption);
  if (!hasAddressSource(options)) missing.push(`one of ${ADDRESS_SOURCES}`);
  if (options.out === undefined) missing.push('--out');
  return missing;
}

/** Problems of single values, each with its option's name. */
export function valueProblems(options: Options): string[] {
  return OPTIONS.flatMap((option) => {
    const value = options[option];
    const problem = value === undefined ? undefined : optionProblem(option, value);
    return problem === undefined ? [] : [`${typedOption(option)}: ${problem}.`];
  });
}
