/** What may stand in braces in the address of an account's page. */
const ACCOUNT_PAGE_PLACEHOLDERS = ['account', 'issuer', 'vendorAccount', 'connection', 'host'] as const;
type Placeholder = (typeof ACCOUNT_PAGE_PLACEHOLDERS)[number];

/** What they are filled with. Undefined: not known of this connection. */
export type AccountPageValues = Readonly<Record<Placeholder, string | undefined>>;

const BRACED = /\{([^{}]*)\}/g;

/** What is wrong with a template; undefined: nothing. A single brace is text, which no URL of a product has. */
export function accountPageProblem(template: string): string | undefined {
  const named = [...template.matchAll(BRACED)].map(([, name = '']) => name);
  const unknown = named.filter((name) => !isPlaceholder(name));
  if (unknown.length > 0) {
    return `must not name ${braced(unknown)}: only ${braced(ACCOUNT_PAGE_PLACEHOLDERS)} are known`;
  }
  const url = URL.parse(template.replaceAll(BRACED, 'x'));
  if (!isWebAddress(url) || /[{}\s]/.test(template.replaceAll(BRACED, ''))) {
    return 'must be an https URL such as https://app.acme.example/accounts/{account}';
  }
  // The host must be the operator's choice alone: a value of a merchant's must lead to no other one.
  const [host = ''] = /^[^:]*:\/\/[^/?#]*/.exec(template) ?? [];
  return host === '' || host.includes('{') ? 'must have placeholders after the host only' : undefined;
}

/**
 * The address of the account's page in the vendor's own product.
 *
 * @param template one that `accountPageProblem` finds nothing wrong with
 * @returns undefined where a value is missing, or would lead to another page than the template's
 */
export function accountPage(template: string, values: AccountPageValues): string | undefined {
  let isWhole = true;
  const filled = template.replaceAll(BRACED, (_, name: string) => {
    const value = isPlaceholder(name) ? values[name] : undefined;
    if (value === undefined || value === '' || !value.isWellFormed()) isWhole = false;
    return isWhole ? encodeURIComponent(value ?? '') : '';
  });
  const url = URL.parse(filled);
  if (!isWhole || !isWebAddress(url)) return undefined;
  // Full stops are not encoded, and browsers take `..` for the folder above.
  const [path = ''] = filled.split(/[?#]/);
  return path.split('/').some((segment) => DOT_SEGMENT.test(segment)) ? undefined : url.href;
}

/** URL Standard §4.4: a single-dot or a double-dot segment. */
const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

function braced(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(', ');
}

function isPlaceholder(name: string): name is Placeholder {
  return ACCOUNT_PAGE_PLACEHOLDERS.some((known) => known === name);
}

function isWebAddress(url: URL | null): url is URL {
  return url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === '';
}
