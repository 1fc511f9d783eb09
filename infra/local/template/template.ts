import * as z from 'zod';
import { UserError } from '../user-error.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
export type Resource = z.infer<typeof Resource>;

export const Template = z.object({ Resources: z.record(z.string(), Resource) });
export type Template = z.infer<typeof Template>;

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export type Identity = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };

/** Replaces the intrinsic functions in a value by what they stand for. */
export type Resolve = (value: unknown) => unknown;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

const Join = z.tuple([z.string(), z.array(z.unknown())]);
const Select = z.tuple([z.coerce.number().int(), z.unknown()]);
const Split = z.tuple([z.string(), z.unknown()]);
const GetAtt = z.union([z.tuple([z.string(), z.string()]), z.string().transform((dotted) => splitOnce(dotted))]);
const Sub = z.union([
  z.string().transform((text) => [text, {}]),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
]);
const SubParts = z.tuple([z.string(), z.record(z.string(), z.unknown())]);

function splitOnce(dotted: string): [string, string] {
  const at = dotted.indexOf('.');
  return [dotted.slice(0, at), dotted.slice(at + 1)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function intrinsicOf(value: Record<string, unknown>): [string, unknown] | undefined {
  const [entry, ...others] = Object.entries(value);
  return entry && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::')) ? entry : undefined;
}

/**
 * Makes the resolver for one stack. Only what local mode reads is ever resolved, so whatever cannot be is named then.
 *
 * @throws UserError (from the resolver) naming the intrinsic, resource or attribute that has no local meaning
 */
export function createResolver(stackName: string, identify: (logicalId: string) => Identity | undefined): Resolve {
  function identity(logicalId: string): Identity {
    const found = identify(logicalId);
    if (!found) throw new UserError(`The template refers to ${logicalId}, which has no meaning in local mode.`);
    return found;
  }
  const ref = (name: string): string => (name === 'AWS::StackName' ? stackName : (PSEUDO[name] ?? identity(name).ref));
  function attribute([logicalId, name]: [string, string]): string {
    const value = identity(logicalId).attributes[name];
    if (value === undefined) throw new UserError(`${logicalId} has no attribute ${name} in local mode.`);
    return value;
  }
  const substitute = (text: string, values: Record<string, unknown>): string =>
    text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(values, name)) return String(resolve(values[name]));
      return name.includes('.') ? attribute(splitOnce(name)) : ref(name);
    });
  const intrinsics: Readonly<Record<string, Resolve>> = {
    Ref: (argument) => ref(z.string().parse(argument)),
    'Fn::GetAtt': (argument) => attribute(GetAtt.parse(argument)),
    'Fn::Join': (argument) => {
      const [separator, parts] = Join.parse(argument);
      return parts.map((part) => String(resolve(part))).join(separator);
    },
    'Fn::Sub': (argument) => substitute(...SubParts.parse(Sub.parse(argument))),
    'Fn::Select': (argument) => {
      const [index, list] = Select.parse(argument);
      return z.array(z.unknown()).parse(resolve(list))[index];
    },
    'Fn::Split': (argument) => {
      const [separator, text] = Split.parse(argument);
      return String(resolve(text)).split(separator);
    },
  };
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isRecord(value)) return value;
    const intrinsic = intrinsicOf(value);
    if (!intrinsic) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    const [name, argument] = intrinsic;
    const known = intrinsics[name];
    if (!known) throw new UserError(`The template uses ${name}, which local mode does not know.`);
    return known(argument);
  };
  return resolve;
}
