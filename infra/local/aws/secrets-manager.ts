import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { readPrivateJson, writePrivateJson } from '../data-folder/private-json.ts';
import { AwsFault } from './aws-fault.ts';
import type { Operations } from './aws-json.ts';

/** What CloudFormation's `GenerateSecretString` may ask for here; anything else is refused by name. */
export const GenerateSecretString = z.strictObject({
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeCharacters: z.string().default(''),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
export type GenerateSecretString = z.infer<typeof GenerateSecretString>;

/** A secret that exists from the start (`value`), or is made once and kept (`generate`). */
export type LocalSecret = {
  readonly name: string;
  readonly arn: string;
  readonly value?: string;
  readonly generate?: GenerateSecretString;
};

const Kept = z.record(z.string(), z.object({ value: z.string(), version: z.string(), createdAtMs: z.number() }));

const KINDS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'];
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function password(options: GenerateSecretString): string {
  const kinds = [...KINDS, ...(options.ExcludePunctuation ? [] : [PUNCTUATION])]
    .map((kind) => [...kind].filter((character) => !options.ExcludeCharacters.includes(character)))
    .filter((kind) => kind.length > 0);
  const alphabet = kinds.flat();
  for (;;) {
    const drawn = Array.from({ length: options.PasswordLength }, () => alphabet[randomInt(alphabet.length)] ?? '');
    // Each kind must occur, as Secrets Manager sees to by default; too short a password cannot hold them all.
    if (kinds.length > drawn.length || kinds.every((kind) => kind.some((character) => drawn.includes(character)))) {
      return drawn.join('');
    }
  }
}

function generate(options: GenerateSecretString): string {
  const drawn = password(options);
  if (options.SecretStringTemplate === undefined || options.GenerateStringKey === undefined) return drawn;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(options.SecretStringTemplate));
  return JSON.stringify({ ...template, [options.GenerateStringKey]: drawn });
}

/** A secret may be asked for by name, by ARN, or by its ARN without the six random characters at the end. */
function answersTo(secret: LocalSecret, id: string): boolean {
  return id === secret.name || id === secret.arn || id === secret.arn.replace(/-[^-]{6}$/, '');
}

/** Secrets Manager's `GetSecretValue`. Generated values are kept in `file`, by secret name. */
export function secretOperations(file: string, secrets: readonly LocalSecret[], clock: Clock): Operations {
  const kept = readPrivateJson(file, Kept) ?? {};
  const made = secrets
    .filter(({ name, value }) => value === undefined && !Object.hasOwn(kept, name))
    .map(({ name, generate: wish }) => {
      const value = generate(wish ?? GenerateSecretString.parse({}));
      return [name, { value, version: randomUUID(), createdAtMs: clock.now() }];
    });
  const all = Kept.parse({ ...kept, ...Object.fromEntries(made) });
  if (made.length > 0) writePrivateJson(file, all);
  const startedAtMs = clock.now();
  const presetVersion = randomUUID();

  return {
    'secretsmanager.GetSecretValue': (input) => {
      const { SecretId } = z.object({ SecretId: z.string().min(1) }).parse(input);
      const secret = secrets.find((candidate) => answersTo(candidate, SecretId));
      const found = secret && all[secret.name];
      const value = secret?.value ?? found?.value;
      if (!secret || value === undefined) {
        throw new AwsFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        SecretString: value,
        VersionId: found?.version ?? presetVersion,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: (found?.createdAtMs ?? startedAtMs) / 1000,
      };
    },
  };
}
