export const TIME = 'ISO 8601, UTC.';
export const CURSOR = 'Where the list goes on: send it as `cursor`, with the same other parameters. Absent at the end.';
export const PRODUCT = 'Id of a product, as in the settings.';
export const PATH =
  'Below `rest/` and the store code: `V1/products/24-MB01`, percent-encoded where it must be; or a list of segments, which are encoded here: `["V1", "products", "ABC/10"]`.';
export const QUERY =
  "The query as JSON. Lists and objects become PHP's brackets, `true` and `false` become 1 and 0, null is left out.";
export const STORE_VIEW = 'Code of a store view, or `all`. The default store view unless given.';
export const GENERATION =
  'Which of the three ways to sign Magento verifies at this store: `2.4.8` (and later), `2.4.6` (2.4.6 and 2.4.7) or `2.0` (up to 2.4.5). Absent while nothing is known.';

export const store = {
  store: 'The Magento instance.',
  'store.url': 'Its base URL, normalised; ends in `/`. REST is below `rest/`.',
  'store.host': 'Its host, with a port that is not the default one.',
};
export const account = {
  account: 'Your merchant’s account: who signed in and said yes.',
  'account.issuer': 'Issuer URL of the OpenID provider, or `saml:` and the entity id of a SAML identity provider.',
  'account.id': 'Value of the account claim: a `sub`, or an organisation.',
  'account.label': 'What people know it by, mostly an e-mail address. To be shown, not compared.',
};
