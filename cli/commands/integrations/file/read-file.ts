import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type * as z from 'zod';
import { CliError, EXIT_MISUSED, oneLine, reasonOf } from '../../../output/cli-error.ts';
import { hintFor } from '../../../program/values.ts';
import { INTEGRATION_FILE, type IntegrationFile } from './file-shape.ts';
import { keysAt } from './known-keys.ts';

/**
 * An integration from a file, with the files that it names read in.
 *
 * @throws CliError with a line for each thing that is wrong with it
 */
export function readIntegrationFile(path: string): IntegrationFile {
  const { data, error } = INTEGRATION_FILE.safeParse(parsed(path));
  if (error !== undefined) throw misused(error.issues.flatMap(problemsOf).map((problem) => `${path}: ${problem}`));
  const { saml } = data.merchantSignIn ?? {};
  if (typeof saml?.metadataXml !== 'object') return data;
  const metadataXml = textOf(resolve(dirname(path), saml.metadataXml.fromFile));
  return { ...data, merchantSignIn: { saml: { ...saml, metadataXml } } };
}

function parsed(path: string): unknown {
  const text = textOf(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw misused([`${path}: this is not JSON: ${withoutContent(oneLine(error))}.`]);
  }
}

/** Node quotes a part of what it cannot parse, which may be a secret. */
function withoutContent(message: string): string {
  return /\(line \d+ column \d+\)/.exec(message)?.[0].slice(1, -1) ?? 'it ends too early';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw misused([`${path} cannot be read: ${reasonOf(error)}.`]);
  }
}

function problemsOf(issue: z.core.$ZodIssue): readonly string[] {
  const at = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(INTEGRATION_FILE, issue.path);
      return issue.keys.map((key) => `${[...issue.path, key].join('.')} is unknown. ${hintFor(key, known)}`);
    }
    case 'invalid_type':
      return [`${at || 'the file'} ${issue.message.startsWith('must') ? issue.message : typeProblem(issue)}.`];
    case 'invalid_value':
      return [`${at} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`];
    case 'invalid_union':
      return [
        issue.discriminator === 'type' ? `${at} must be "OAUTH2", "BASIC" or "NONE".` : `${at} ${issue.message}.`,
      ];
    default:
      return [`${at} ${issue.message}.`];
  }
}

function typeProblem({ expected, message }: z.core.$ZodIssueInvalidType): string {
  if (message.endsWith('received undefined')) return 'is missing';
  return `must be ${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected}`;
}

function misused(problems: readonly string[]): CliError {
  return new CliError(EXIT_MISUSED, problems);
}
