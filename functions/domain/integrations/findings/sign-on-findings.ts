import type { SingleSignOn } from '../integration.ts';
import { type Finding, warning } from './finding.ts';

/** What is wrong with the way into the product. Warnings only: no event depends on it. */
export function signOnFindings(signOn: SingleSignOn | undefined): readonly Finding[] {
  if (signOn === undefined) {
    return [warning('SIGN_ON_MISSING', ['singleSignOn'], 'Merchants are shown no way into the product.')];
  }
  return namedUrls(signOn).flatMap(({ path, url }) => (isHttps(url) ? [] : [notHttps(path)]));
}

type NamedUrl = { readonly path: readonly string[]; readonly url: unknown };

function namedUrls(signOn: SingleSignOn): readonly NamedUrl[] {
  if (signOn.kind === 'bookmark') return [{ path: ['singleSignOn', 'url'], url: signOn.url }];
  return Object.entries(signOn.configuration).flatMap(([name, value]) => {
    if (!/url/i.test(name) || value === undefined || value === null) return [];
    return Array.isArray(value)
      ? value.map((url: unknown, at) => ({ path: ['singleSignOn', name, String(at)], url }))
      : [{ path: ['singleSignOn', name], url: value }];
  });
}

function isHttps(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && new URL(url).protocol === 'https:';
}

function notHttps(path: readonly string[]): Finding {
  return warning('SIGN_ON_URL_INVALID', path, 'This is no https URL, so merchants are not led there.');
}
