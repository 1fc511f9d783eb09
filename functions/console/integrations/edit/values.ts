import * as z from 'zod/mini';
import { EVENT_URL_NAMES } from '../../../domain/integrations/event-urls.ts';
import { parseJson } from '../../../domain/parse-json.ts';
import type { Version } from '../data/version-fields.ts';

const CREDENTIALS = ['type', 'clientId', 'tokenUri', 'scope', 'username'] as const;

/** The fields of the form that show what they hold: all but the secret. */
export const FIELDS = ['name', ...EVENT_URL_NAMES, 'payloadStyle', ...CREDENTIALS] as const;
export type Field = (typeof FIELDS)[number];
export type Values = Readonly<Record<Field, string>>;

const SECRETS = { OAUTH2: 'clientSecret', BASIC: 'password' } as const;

/** What the form shows of an integration. */
export function valuesOf(version: Version): Values {
  const { outboundCredentials: credentials } = version;
  return valuesFrom((field) => {
    if (field === 'type') return credentials?.type ?? 'NONE';
    return isOfCredentials(field) ? credentials?.[field] : version[field];
  });
}

/** What was entered. Blanks at the ends come from copying. */
export function enteredValues(form: URLSearchParams): Values {
  return valuesFrom((field) => form.get(field)?.trim());
}

const readShape = z.record(z.string(), z.string());

/** What the form showed before somebody changed it, which comes back with it. Where it was tampered with: nothing. */
export function readValues(form: URLSearchParams): Values {
  const { data } = readShape.safeParse(parseJson(form.get('read') ?? ''));
  return valuesFrom((field) => data?.[field]);
}

/** Fields in which two differ. */
export function differing(one: Values, other: Values): readonly Field[] {
  return FIELDS.filter((field) => one[field] !== other[field]);
}

/** What was entered into some fields, and what is stored in the others. */
export function merged(stored: Values, entered: Values, touched: readonly Field[]): Values {
  return valuesFrom((field) => (touched.includes(field) ? entered[field] : stored[field]));
}

/** The mutation's input: what was touched, and nothing else. Credentials are replaced as a whole. */
export function inputOf(entered: Values, touched: readonly Field[], secret: string): object {
  const plain = touched.filter((field) => !isOfCredentials(field)).map((field) => [field, entered[field] || null]);
  const hasCredentials = secret !== '' || touched.some(isOfCredentials);
  return {
    ...Object.fromEntries(plain),
    ...(hasCredentials && { outboundCredentials: credentialsInput(entered, secret) }),
  };
}

function credentialsInput({ type, clientId, tokenUri, scope, username }: Values, secret: string): object {
  const sent = isWithSecret(type) && secret !== '' ? { [SECRETS[type]]: secret } : {};
  if (type === 'OAUTH2') return { type, ...without({ clientId, tokenUri, scope }), ...sent };
  return type === 'BASIC' ? { type, ...without({ username }), ...sent } : { type };
}

/** Empty fields hold nothing. */
function without(values: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

function isWithSecret(type: string): type is keyof typeof SECRETS {
  return Object.hasOwn(SECRETS, type);
}

function isOfCredentials(field: Field): field is (typeof CREDENTIALS)[number] {
  return CREDENTIALS.some((one) => one === field);
}

function valuesFrom(value: (field: Field) => string | null | undefined): Values {
  const of = (field: Field) => value(field) ?? '';
  return {
    name: of('name'),
    createUrl: of('createUrl'),
    upgradeUrl: of('upgradeUrl'),
    cancelUrl: of('cancelUrl'),
    notifyUrl: of('notifyUrl'),
    eventStatusUrl: of('eventStatusUrl'),
    assignUrl: of('assignUrl'),
    unassignUrl: of('unassignUrl'),
    channelUrl: of('channelUrl'),
    payloadStyle: of('payloadStyle'),
    type: of('type'),
    clientId: of('clientId'),
    tokenUri: of('tokenUri'),
    scope: of('scope'),
    username: of('username'),
  };
}
