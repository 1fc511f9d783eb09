/** What is wrong with metadata, for whoever gave it. */
const PROBLEMS = {
  not_found: 'The metadata URL does not answer with status 200. Redirects are not followed.',
  too_large: 'The metadata is larger than 512 KB. Give the metadata of one identity provider, not of a federation.',
  has_doctype: 'The metadata has a DOCTYPE or declares entities, which is refused. Remove them.',
  not_xml: 'The metadata is not well-formed XML. Paste the whole document.',
  not_metadata: 'The XML is not SAML metadata: its root is neither EntityDescriptor nor EntitiesDescriptor.',
  no_provider: 'The metadata describes no SAML 2.0 identity provider (IDPSSODescriptor).',
  several_providers:
    'The metadata describes several identity providers. Give the metadata of the one that merchants use.',
  no_entity_id: 'The identity provider has no entityID, or one that is too long: about 490 characters can be kept.',
  no_sso_url:
    'The identity provider has no SingleSignOnService at an https URL with the HTTP-Redirect or HTTP-POST binding.',
  no_certificate: 'The identity provider has no signing certificate with an RSA key of at least 2,048 bits.',
  too_many_certificates: 'The identity provider has more than ten signing certificates.',
} as const;

export type SamlMetadataProblem = keyof typeof PROBLEMS;

/** Metadata that cannot be used; the message says what to do. It repeats nothing of the metadata. */
export class SamlMetadataError extends Error {
  override readonly name = 'SamlMetadataError';
  readonly problem: SamlMetadataProblem;

  constructor(problem: SamlMetadataProblem, cause?: unknown) {
    super(PROBLEMS[problem], cause === undefined ? undefined : { cause });
    this.problem = problem;
  }
}
