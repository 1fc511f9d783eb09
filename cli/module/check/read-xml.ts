import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';

/** An element with its children in order; text is that of the element itself, trimmed. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
};

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  attributeNamePrefix: '',
  // Without it, numeric references such as &#39; stay as they are.
  htmlEntities: true,
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  preserveOrder: true,
  trimValues: true,
});

/** What the parser gives in document order: one key for the element, one for its attributes. */
const nodesShape = z.array(z.record(z.string(), z.unknown()));
const attributesShape = z.record(z.string(), z.string());

/** Reads a document: its root, or in what line it is not well-formed and why. */
export function readXml(text: string): Element | { readonly problem: string } {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { problem: `line ${valid.err.line} is not well-formed XML: ${valid.err.msg}` };
  const [root, ...others] = elementsOf(nodesShape.parse(parser.parse(text)));
  if (root === undefined || others.length > 0) return { problem: 'must hold one root element' };
  return root;
}

/** Children with this name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function elementsOf(nodes: z.output<typeof nodesShape>): Element[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT);
    if (name === undefined) return [];
    const inside = nodesShape.parse(node[name]);
    return [
      {
        name,
        attributes: attributesShape.parse(node[ATTRIBUTES] ?? {}),
        text: inside.map((child) => (typeof child[TEXT] === 'string' ? child[TEXT] : '')).join(''),
        children: elementsOf(inside),
      },
    ];
  });
}
