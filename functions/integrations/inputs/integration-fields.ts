import * as z from 'zod/mini';
import type { Sealed } from '../../domain/ciphertext.ts';
import { EVENT_URL_NAMES, type EventUrls } from '../../domain/integrations/event-urls.ts';
import {
  CREDENTIALS_TYPES,
  type IntegrationFields,
  type OutboundCredentials,
  PAYLOAD_STYLES,
} from '../../domain/integrations/integration.ts';
import { keptSecret } from '../../domain/integrations/kept-secret.ts';
import { problem } from '../problem.ts';
import { formFields } from './form-fields.ts';
import { given, name, text, url } from './texts.ts';

const credentials = z.object({
  type: z.enum(CREDENTIALS_TYPES),
  clientId: z.nullish(text(500)),
  clientSecret: z.nullish(text(2_000)),
  tokenUri: z.nullish(url),
  grantType: z.nullish(z.literal('client_credentials')),
  scope: z.nullish(text(1_000)),
  username: z.nullish(text(500)),
  password: z.nullish(text(2_000)),
});
type CredentialsInput = z.output<typeof credentials>;

/** Of creating and of updating alike. */
export const FIELDS = {
  name: z.nullish(name),
  createUrl: z.nullish(url),
  upgradeUrl: z.nullish(url),
  cancelUrl: z.nullish(url),
  notifyUrl: z.nullish(url),
  eventStatusUrl: z.nullish(url),
  assignUrl: z.nullish(url),
  unassignUrl: z.nullish(url),
  channelUrl: z.nullish(url),
  payloadStyle: z.nullish(z.enum(PAYLOAD_STYLES)),
  outboundCredentials: z.nullish(credentials),
  formFields: z.nullish(formFields),
};

const fields = z.object(FIELDS);

export const NO_FIELDS: IntegrationFields = { urls: {}, payloadStyle: 'STANDARD_WEBHOOK' };

type Seal = (secret: string) => Promise<Sealed>;

/** The configuration once a client's fields are in it. Secrets are sealed; one that was not sent again may go. */
export async function applyFields(
  before: IntegrationFields,
  input: z.output<typeof fields>,
  seal: Seal,
): Promise<IntegrationFields> {
  const urls: EventUrls = Object.fromEntries(
    EVENT_URL_NAMES.flatMap((one) => {
      const value = given(input[one], before.urls[one]);
      return value === undefined ? [] : [[one, value]];
    }),
  );
  return {
    ...before,
    name: given(input.name, before.name),
    urls,
    payloadStyle: given(input.payloadStyle, before.payloadStyle) ?? NO_FIELDS.payloadStyle,
    credentials: await credentialsAfter(before, urls, input.outboundCredentials, seal),
    formFields: given(input.formFields, before.formFields),
  };
}

async function credentialsAfter(
  before: IntegrationFields,
  urls: EventUrls,
  input: CredentialsInput | null | undefined,
  seal: Seal,
): Promise<OutboundCredentials | undefined> {
  if (input === null) return undefined;
  if (input === undefined) {
    const { credentials: was } = before;
    return was && { ...was, secret: keptSecret(before, { urls, credentials: was }) };
  }
  const named = namedCredentials(input);
  const sent = sentSecret(input);
  return { ...named, secret: sent ? await seal(sent) : keptSecret(before, { urls, credentials: named }) };
}

function namedCredentials({ type, ...input }: CredentialsInput): Omit<OutboundCredentials, 'secret'> {
  switch (type) {
    case 'OAUTH2':
      return {
        type,
        clientId: input.clientId ?? undefined,
        tokenUri: input.tokenUri ?? undefined,
        grantType: 'client_credentials',
        scope: input.scope ?? undefined,
      };
    case 'BASIC':
      return { type, username: input.username ?? undefined };
    case 'NONE':
      return { type };
    default:
      return type satisfies never;
  }
}

/** @throws Problems for a secret that the type of the credentials has no use for */
function sentSecret({ type, clientSecret, password }: CredentialsInput): string | undefined {
  if (clientSecret && type !== 'OAUTH2') throw unused('clientSecret', 'OAUTH2');
  if (password && type !== 'BASIC') throw unused('password', 'BASIC');
  return (clientSecret || password) ?? undefined;
}

function unused(field: string, type: string) {
  return problem('INPUT_INVALID', ['outboundCredentials', field], `${field} belongs to credentials of type ${type}.`);
}
