// The parser that signatures are checked with: what another one makes of a document may be something else.
import { decryptXml, parseDomFromString } from '@node-saml/node-saml/lib/xml.js';
import { XMLValidator } from 'fast-xml-parser';
import { answerRefused } from './answer-refused.ts';
import { checkMarkupSize } from './markup-size.ts';

/** An element, with prefixes resolved. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
  /** As XML, with the namespaces that it needs. */
  readonly xml: () => string;
};

/** `prefix` is empty for an attribute of the element's own. */
export type XmlAttribute = { readonly name: string; readonly prefix: string; readonly value: string };

/** What is used of the parser's nodes. */
type DomNode = {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly localName?: string | null;
  readonly namespaceURI?: string | null;
  readonly attributes?: ArrayLike<{
    readonly localName: string;
    readonly prefix: string | null;
    readonly value: string;
  }>;
  readonly childNodes: ArrayLike<DomNode>;
  readonly toString: () => string;
};

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
/** Those of a response have ten levels. */
const DEEPEST = 40;

/** Comments, document types, CDATA and entities begin so. No identity provider writes any, and all attacks with XML's own means do. */
const DECLARATION = /<!/;
const INSTRUCTION = /<\?/;
const LEADING_XML_DECLARATION = /^<\?xml\s[^<>?]*\?>/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 allows no others
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Libraries write ids into XPath expressions. These characters mean nothing there. */
const REFERENCE = /^#([\w.:-]+)$/;

/**
 * Reads a document that somebody unknown has sent.
 *
 * @throws Refusal `signin_unavailable`
 */
export async function readXml(text: string): Promise<XmlElement> {
  if (DECLARATION.test(text)) throw answerRefused('markup_declared');
  checkMarkupSize(text);
  const body = text.trimStart().replace(LEADING_XML_DECLARATION, '');
  if (INSTRUCTION.test(body) || NOT_XML.test(body) || XMLValidator.validate(text) !== true) {
    throw answerRefused('not_xml');
  }
  try {
    const document: { readonly documentElement: DomNode } = await parseDomFromString(text);
    return elementOf(document.documentElement, 0);
  } catch (error) {
    throw answerRefused('not_xml', error);
  }
}

/**
 * The document inside an EncryptedAssertion.
 *
 * @throws Refusal `signin_unavailable`
 */
export async function decrypted(encrypted: XmlElement, privateKey: string): Promise<string> {
  try {
    return await decryptXml(encrypted.xml(), privateKey);
  } catch (error) {
    throw answerRefused('invalid', error);
  }
}

/** The element and all that are in it, in the document's order. */
export function allWithin(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(allWithin)];
}

export function childrenNamed({ children }: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return children.filter((child) => child.name === name && child.namespace === namespace);
}

/** The value of an attribute without a prefix. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name && attribute.prefix === '')?.value;
}

/** The id that an element's `URI` refers to, in its own document; undefined where it says anything else. */
export function referredId(element: XmlElement): string | undefined {
  return REFERENCE.exec(attributeOf(element, 'URI') ?? '')?.[1];
}

/** The text of an element that holds nothing else. */
export function plainText({ text, children }: XmlElement): string | undefined {
  return children.length === 0 ? text.trim() : undefined;
}

/** @throws Error when elements are nested too deeply */
function elementOf(node: DomNode, depth: number): XmlElement {
  if (depth > DEEPEST) throw new Error(`elements are nested deeper than ${DEEPEST}`);
  const nodes = Array.from(node.childNodes);
  return {
    name: node.localName ?? '',
    namespace: node.namespaceURI ?? '',
    attributes: Array.from(node.attributes ?? [], ({ localName, prefix, value }) => ({
      name: localName,
      prefix: prefix ?? '',
      value,
    })),
    children: nodes.filter(({ nodeType }) => nodeType === ELEMENT).map((child) => elementOf(child, depth + 1)),
    text: nodes.map(({ nodeType, nodeValue }) => (nodeType === TEXT || nodeType === CDATA ? nodeValue : '')).join(''),
    xml: () => node.toString(),
  };
}
