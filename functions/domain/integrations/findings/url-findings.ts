import { EVENT_URL_NAMES, type EventUrls } from '../event-urls.ts';
import { error, type Finding, warning } from './finding.ts';

/** Whether plain http and loopback addresses are allowed, as in local mode. */
export type UrlRules = { readonly allowLoopback: boolean };

/** What is wrong with the URLs that events go to. */
export function eventUrlFindings(urls: EventUrls, rules: UrlRules): readonly Finding[] {
  const given = EVENT_URL_NAMES.flatMap((name) => {
    const url = urls[name];
    return url === undefined ? [] : [{ name, url }];
  });
  if (given.length === 0) {
    return [error('URL_MISSING', [], 'No URL is set, so no event is sent to anybody. Set createUrl and the others.')];
  }
  return [
    ...(urls.createUrl === undefined
      ? [warning('URL_MISSING', ['createUrl'], 'Nobody hears of new stores, since createUrl is not set.')]
      : []),
    ...given.flatMap(({ name, url }) => urlFindings(url, [name], rules)),
  ];
}

/** What is wrong with one URL that something is sent to. The address that its host has is looked up when it is called. */
export function urlFindings(text: string, path: readonly string[], rules: UrlRules): readonly Finding[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    return [error('URL_INVALID', path, 'This is no URL. Give a whole one, such as https://example.com/events.')];
  }
  const mayBeHttp = rules.allowLoopback && isLoopback(url.hostname);
  return [
    ...(url.protocol === 'http:' && !mayBeHttp
      ? [error('URL_NOT_HTTPS', path, 'Nothing is sent over plain http. Use https.')]
      : []),
    ...(url.username !== '' || url.password !== ''
      ? [
          error(
            'URL_HAS_USER',
            path,
            'A URL with a user name or a password in it is not called. Use BASIC credentials.',
          ),
        ]
      : []),
    ...(isLoopback(url.hostname) && !rules.allowLoopback
      ? [error('URL_NOT_PUBLIC', path, 'This address leads to the machine itself, and is not called.')]
      : []),
    ...(url.hash === '' ? [] : [warning('URL_HAS_FRAGMENT', path, 'What follows # is not sent.')]),
  ];
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
