import type { OutboundCredentials, PayloadStyle } from '../integration.ts';
import { error, type Finding, warning } from './finding.ts';
import { type UrlRules, urlFindings } from './url-findings.ts';

const AT = 'outboundCredentials';

/** What is wrong with how we would authenticate at the vendor. */
export function credentialsFindings(
  credentials: OutboundCredentials | undefined,
  style: PayloadStyle,
  rules: UrlRules,
): readonly Finding[] {
  if (credentials === undefined) return unauthenticated(style);
  switch (credentials.type) {
    case 'NONE':
      return unauthenticated(style);
    case 'OAUTH2':
      return [
        ...missing('CLIENT_ID_MISSING', 'clientId', credentials.clientId),
        ...missing('SECRET_MISSING', 'clientSecret', credentials.secret),
        ...missing('TOKEN_URI_MISSING', 'tokenUri', credentials.tokenUri),
        ...(credentials.tokenUri === undefined ? [] : urlFindings(credentials.tokenUri, [AT, 'tokenUri'], rules)),
      ];
    case 'BASIC':
      return [
        ...missing('USERNAME_MISSING', 'username', credentials.username),
        ...missing('SECRET_MISSING', 'password', credentials.secret),
      ];
    default:
      return credentials.type satisfies never;
  }
}

function unauthenticated(style: PayloadStyle): readonly Finding[] {
  return style === 'STANDARD_WEBHOOK'
    ? []
    : [warning('NOT_AUTHENTICATED', [AT], 'Events in this style are not signed, so nothing proves they are ours.')];
}

function missing(code: string, name: string, value: unknown): readonly Finding[] {
  return value === undefined || value === ''
    ? [error(code, [AT, name], `Without ${name} we cannot authenticate, so no event is sent. Send it (again).`)]
    : [];
}
