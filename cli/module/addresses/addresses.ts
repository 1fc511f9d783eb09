import type { ProductUrls } from '../../../functions/domain/product-urls.ts';

/** `integration.endpoint` and `integration.identity_link_url` are varchar(255). */
const LONGEST_URL = 255;

export const INSECURE_SWITCH = '--allow-insecure-http';

/** Why an origin cannot be used; undefined when it can. */
export function originProblem(text: string): string | undefined {
  const url = URL.parse(text);
  const bare = text.toLowerCase().replace(/\/$/, '');
  if (url !== null && /^https?:$/.test(url.protocol) && bare === url.origin) return undefined;
  return `"${text}" must be an origin such as https://connect.example, without a path, "?" or "#"`;
}

/** Every reason why Magento or the popup could not use these addresses. */
export function addressProblems({ callback, identityLink }: ProductUrls, allowHttp: boolean): string[] {
  const problems = [...urlProblems('callback URL', callback, allowHttp)];
  problems.push(...urlProblems('identity URL', identityLink, allowHttp));
  // Magento builds the popup's address as `<identity URL>?oauth_consumer_key=…`, whatever the URL holds.
  if (identityLink.includes('?')) {
    problems.push(`The identity URL ${identityLink} holds a "?"; Magento adds one itself, so it must have none.`);
  }
  return problems;
}

function urlProblems(which: string, text: string, allowHttp: boolean): string[] {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return [`The ${which} "${text}" is not an https URL.`];
  const problems: string[] = [];
  if (url.protocol === 'http:' && !allowHttp) {
    problems.push(
      `The ${which} ${text} is not https: Magento would send the store's keys in the clear. ` +
        `Use https, or ${INSECURE_SWITCH} for a trial.`,
    );
  }
  if (url.username !== '' || url.password !== '') problems.push(`The ${which} must not hold a user name or password.`);
  if (text.includes('#')) problems.push(`The ${which} ${text} must not hold a "#".`);
  if (text.length > LONGEST_URL) {
    problems.push(`The ${which} has ${text.length} characters; Magento keeps ${LONGEST_URL} at most.`);
  }
  return problems;
}
