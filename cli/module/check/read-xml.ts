import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';
import { oneLine } from '../../output/cli-error.ts';

/** An element with its children in order; text is that of the element itself, trimmed. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
};

const ATTRIBUTES = ':@';
const TEXT = '#text';
/** Magento's own have five levels. */
const DEEPEST = 50;

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

/** Entities that grow, or name files, are declared there; Magento's configuration has none. */
const DECLARES_ENTITIES = /<!(?:DOCTYPE|ENTITY)/i;

/** Reads a document: its root, or in what line it is not well-formed and why. */
export function readXml(text: string): Element | { readonly problem: string } {
  if (DECLARES_ENTITIES.test(text)) return { problem: 'has a DOCTYPE, which no configuration of Magento needs' };
  try {
    const valid = XMLValidator.validate(text);
    if (valid !== true) return { problem: `line ${valid.err.line} is not well-formed XML: ${valid.err.msg}` };
    const [root, ...others] = elementsOf(nodesShape.parse(parser.parse(text)), 0);
    if (root === undefined || others.length > 0) return { problem: 'must hold one root element' };
    return root;
  } catch (error) {
    return { problem: `cannot be read: ${oneLine(error)}` };
  }
}

/** Children with this name. */
export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** @throws Error when elements are nested too deeply */
function elementsOf(nodes: z.output<typeof nodesShape>, depth: number): Element[] {
  if (depth > DEEPEST) throw new Error(`elements are nested deeper than ${DEEPEST}`);
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT);
    if (name === undefined) return [];
    const inside = nodesShape.parse(node[name]);
    return [
      {
        name,
        attributes: attributesShape.parse(node[ATTRIBUTES] ?? {}),
        text: inside.map((child) => (typeof child[TEXT] === 'string' ? child[TEXT] : '')).join(''),
        children: elementsOf(inside, depth + 1),
      },
    ];
  });
}
