import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod/mini';
import { SamlMetadataError } from './metadata-problems.ts';

/** Federation metadata of ADFS and Entra ID has about 90,000 characters, most of it claims and roles that SAML 2.0 does not use. */
export const MAX_METADATA_LENGTH = 512 * 1024;

/** Entities that grow, or name files, are declared there; no metadata has one. */
const DECLARES_ENTITIES = /<!(?:DOCTYPE|ENTITY)/i;

/** Prefixes are dropped, every element is a list, and text stays text. */
const parser = new XMLParser({
  alwaysCreateTextNode: true,
  attributeNamePrefix: '@',
  // Without it, numeric references such as &#38; stay as they are. Entities of a document's own are refused below.
  htmlEntities: true,
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  parseTagValue: false,
  removeNSPrefix: true,
});

const textOf = z.object({ '#text': z.string() });
const list = <T extends z.core.$ZodType>(of: T) => z._default(z.array(of), []);
const keyShape = z.object({
  '@use': z.optional(z.string()),
  KeyInfo: list(z.object({ X509Data: list(z.object({ X509Certificate: list(textOf) })) })),
});
const serviceShape = z.object({ '@Binding': z.optional(z.string()), '@Location': z.optional(z.string()) });
const roleShape = z.object({
  '@protocolSupportEnumeration': z.optional(z.string()),
  '@WantAuthnRequestsSigned': z.optional(z.string()),
  KeyDescriptor: list(keyShape),
  SingleSignOnService: list(serviceShape),
});
const entityShape = z.object({ '@entityID': z.optional(z.string()), IDPSSODescriptor: list(roleShape) });
const documentShape = z.object({
  EntityDescriptor: list(entityShape),
  EntitiesDescriptor: list(z.object({ EntityDescriptor: list(entityShape) })),
});

/** An identity provider's role. */
export type SamlRole = z.output<typeof roleShape>;

export type SamlMetadata = z.output<typeof documentShape>;

/** @throws SamlMetadataError */
export function readMetadata(xml: string): SamlMetadata {
  if (xml.length > MAX_METADATA_LENGTH) throw new SamlMetadataError('too_large');
  if (DECLARES_ENTITIES.test(xml)) throw new SamlMetadataError('has_doctype');
  try {
    if (XMLValidator.validate(xml) !== true) throw new SamlMetadataError('not_xml');
    return documentShape.parse(parser.parse(xml));
  } catch (error) {
    throw error instanceof SamlMetadataError ? error : new SamlMetadataError('not_xml', error);
  }
}
