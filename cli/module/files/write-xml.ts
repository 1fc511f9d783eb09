import { XMLBuilder } from 'fast-xml-parser';

/** An element by name: its attributes (`@name`), text (`#text`), and children in order. */
export type XmlContent = { readonly [name: string]: string | XmlContent | readonly XmlContent[] };

const builder = new XMLBuilder({
  attributeNamePrefix: '@',
  commentPropName: '#comment',
  format: true,
  ignoreAttributes: false,
  indentBy: '    ',
  suppressEmptyNode: true,
});

/** A whole document. Values are escaped by the library; names are ours. */
export function writeXml(comment: string, root: XmlContent): string {
  return builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, '#comment': comment, ...root });
}

/** What every file of Magento's configuration says at its root. */
export function schemaLocation(urn: string): XmlContent {
  return { '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', '@xsi:noNamespaceSchemaLocation': urn };
}
