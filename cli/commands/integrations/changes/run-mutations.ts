import { type Handfast, HandfastError } from '../../../../client/handfast.ts';
import { withoutInput } from '../../../api/graphql-problems.ts';
import { problemsOf } from '../../../api/problems.ts';
import { CliError, EXIT_FAILED } from '../../../output/cli-error.ts';
import type { Mutation } from './plan.ts';

type Payload = {
  readonly productIntegration?: { readonly revision: number } | null;
  readonly signingSecret?: string | null;
};

export type Applied = { readonly revision: number | undefined; readonly signingSecret: string | undefined };

/**
 * Makes the changes one after another, each upon the revision that the one before has made: another person's change in
 * between is refused, not overwritten.
 *
 * @param revision that was read; undefined where the first mutation creates it
 * @param secrets that were put into them, which no line of an error may show
 * @param onMutation hears what is done next
 * @throws CliError that says what was done before
 */
export async function runMutations(
  { graphql }: Handfast,
  mutations: readonly Mutation[],
  revision: number | undefined,
  secrets: readonly string[],
  onMutation: (name: string) => void,
): Promise<Applied> {
  let applied: Applied = { revision, signingSecret: undefined };
  for (const [at, { name, type, input }] of mutations.entries()) {
    onMutation(name);
    const based = applied.revision === undefined ? input : { ...input, revision: applied.revision };
    try {
      const { done } = await graphql<{ done: Payload }>(documentOf(name, type), { input: based });
      applied = {
        revision: done.productIntegration?.revision ?? applied.revision,
        signingSecret: done.signingSecret ?? applied.signingSecret,
      };
    } catch (error) {
      if (!(error instanceof HandfastError)) throw error;
      throw refused(hidden(refusalLines(error, name), secrets), error, mutations.slice(0, at), applied);
    }
  }
  return applied;
}

/** What a payload has beside `userErrors`. */
function documentOf(name: string, type: string): string {
  const selected = /(?:add|update).+(?:Bookmark|OpenIdConnect|Saml)Configuration$/.test(name)
    ? '__typename'
    : `productIntegration { revision }${name.startsWith('create') ? ' signingSecret' : ''}`;
  return `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${selected} userErrors { code path message } } }`;
}

function refused(
  lines: readonly string[],
  cause: HandfastError,
  before: readonly Mutation[],
  { signingSecret }: Applied,
): CliError {
  const made = before.map(({ name }) => name).join(', ');
  return new CliError(
    EXIT_FAILED,
    [
      ...lines,
      ...(before.length === 0 ? [] : [`Done before: ${made}. Mend the file, and apply it again for the rest.`]),
      ...(signingSecret === undefined ? [] : [`Keep the signing secret, which is shown only here: ${signingSecret}`]),
    ],
    { cause },
  );
}

function refusalLines(error: HandfastError, name: string): readonly string[] {
  if (error.userErrors.length === 0) return problemsOf(error);
  return [`Refused by ${name}:`, ...withoutInput(error.problems)];
}

/** GraphQL quotes what it cannot read, as JSON. */
function hidden(lines: readonly string[], values: readonly string[]): readonly string[] {
  const secrets = values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  return lines.map((line) => secrets.reduce((text, secret) => text.replaceAll(secret, '(a secret)'), line));
}
