import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import type {
  FormField,
  IntegrationFields,
  IntegrationTest,
  OutboundCredentials,
  SingleSignOn,
} from '../../domain/integrations/integration.ts';
import { membersOf } from '../inputs/sign-on.ts';
import type { Session } from '../session.ts';
import { merchantSignInView } from './merchant-sign-in-view.ts';

const SIGN_ON_TYPES = {
  bookmark: 'BookmarkConfiguration',
  openIdConnect: 'OpenIdConnectConfiguration',
  saml: 'SamlConfiguration',
} as const;

/** The fields that a version is made of. */
export function fieldsView(session: Session, kept: KeptIntegration, fields: IntegrationFields) {
  const { name, urls, payloadStyle, credentials, singleSignOn, merchantSignIn, formFields = [], channel } = fields;
  return {
    name,
    ...urls,
    payloadStyle,
    outboundCredentials: credentials && credentialsView(credentials),
    singleSignOn: singleSignOn && signOnView(singleSignOn),
    merchantSignIn: merchantSignIn && merchantSignInView(session, kept, merchantSignIn),
    formFields: formFields.map(formFieldView),
    channel,
  };
}

export function signOnView(signOn: SingleSignOn) {
  return { __typename: SIGN_ON_TYPES[signOn.kind], ...membersOf(signOn) };
}

function credentialsView({ secret, ...shown }: OutboundCredentials) {
  return { ...shown, hasSecret: secret !== undefined };
}

function formFieldView({ labels, help, choices, ...field }: FormField) {
  return {
    ...field,
    labels: localized(labels),
    help: help && localized(help),
    choices: choices?.map(({ value, labels: own }) => ({ value, labels: localized(own) })),
  };
}

function localized(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([language, text]) => ({ language, text }));
}

export function testView({ startedAt, endedAt, version, types, results, signIn }: IntegrationTest) {
  return {
    startedOn: startedAt,
    endedOn: endedAt,
    version,
    eventTypes: types,
    success: endedAt === undefined ? null : results.every(({ success }) => success) && signIn?.success !== false,
    signIn: signIn && {
      ...signIn,
      steps: signIn.steps.map(({ error, ...step }) => ({ ...step, errorCode: error })),
    },
    results: results.map(({ type, error, ...result }) => ({ ...result, eventType: type, errorCode: error })),
  };
}
