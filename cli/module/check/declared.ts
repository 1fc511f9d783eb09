import { optionProblem } from '../command/flags.ts';
import { nearMatches, resourceOf } from '../permissions/resources.ts';
import { type Finding, fault } from './finding.ts';
import type { FoundFiles } from './found-files.ts';
import { childrenOf, type Element, readXml } from './read-xml.ts';

/** An integration as one file declares it. Elements that the file has not are undefined. */
export type Declared = {
  readonly name: string;
  readonly email?: string | undefined;
  readonly callback?: string | undefined;
  readonly identityLink?: string | undefined;
  readonly resources: readonly string[];
};

export type DeclaredIn = { readonly integrations: readonly Declared[]; readonly findings: readonly Finding[] };

/** What a kind of file must look like. */
type Rules = {
  readonly root: string;
  /** Elements that an integration may hold. */
  readonly elements: readonly string[];
  readonly required: readonly string[];
  readonly ordered: boolean;
};

const WHO_AND_WHERE = ['email', 'endpoint_url', 'identity_link_url'];

/** The rules of Magento's integration.xsd, config.xsd and api.xsd. */
const RULES = {
  'etc/integration.xml': {
    root: 'config',
    elements: [...WHO_AND_WHERE, 'resources'],
    required: ['email'],
    ordered: false,
  },
  'etc/integration/config.xml': { root: 'integrations', elements: WHO_AND_WHERE, required: ['email'], ordered: true },
  'etc/integration/api.xml': {
    root: 'integrations',
    elements: ['resources'],
    required: ['resources'],
    ordered: true,
  },
} as const satisfies Record<string, Rules>;

const SHORTEST_URL = 4;
const RESOURCE_NAME = /^.+_.+::.+$/;

/** Reads the integrations of one file; undefined when the module has no such file. */
export function readDeclared(files: FoundFiles, file: keyof typeof RULES): DeclaredIn | undefined {
  const text = files.get(file);
  if (text === undefined) return undefined;
  const rules: Rules = RULES[file];
  const root = readXml(text);
  if ('problem' in root) return { integrations: [], findings: [fault(file, root.problem)] };
  if (root.name !== rules.root) {
    return { integrations: [], findings: [fault(file, `begins with <${root.name}>; it must be <${rules.root}>`)] };
  }
  const elements = childrenOf(root, 'integration');
  const findings = elements.length === 0 ? [fault(file, 'declares no <integration>')] : [];
  findings.push(...elements.flatMap((element) => problemsOf(element, rules).map((text) => fault(file, text))));
  return { integrations: elements.map(declaredBy), findings };
}

function declaredBy(element: Element): Declared {
  const textOf = (name: string) => childrenOf(element, name)[0]?.text;
  const resources = childrenOf(childrenOf(element, 'resources')[0], 'resource');
  return {
    name: element.attributes['name'] ?? '',
    email: textOf('email'),
    callback: textOf('endpoint_url'),
    identityLink: textOf('identity_link_url'),
    resources: resources.map((resource) => resource.attributes['name'] ?? ''),
  };
}

function problemsOf(element: Element, rules: Rules): string[] {
  const names = element.children.map((child) => child.name);
  const declared = declaredBy(element);
  const nameProblem = optionProblem('integrationName', declared.name);
  const problems = nameProblem === undefined ? [] : [`the integration's name ${nameProblem}`];
  for (const name of new Set(names)) {
    if (!rules.elements.includes(name)) problems.push(`<${name}> is not allowed in <integration>`);
    else if (names.filter((other) => other === name).length > 1) problems.push(`<${name}> stands there twice`);
  }
  for (const name of rules.required) if (!names.includes(name)) problems.push(`<${name}> is missing`);
  const order = rules.elements.filter((name) => names.includes(name));
  const known = names.filter((name) => rules.elements.includes(name));
  if (rules.ordered && order.join() !== known.join()) {
    problems.push(`the elements must come in the order ${order.map((name) => `<${name}>`).join(', ')}`);
  }
  return [...problems, ...valueProblems(declared), ...declared.resources.flatMap(resourceProblems)];
}

function valueProblems({ email, callback, identityLink }: Declared): string[] {
  const problems: string[] = [];
  const emailProblem = email === undefined ? undefined : optionProblem('email', email);
  if (emailProblem !== undefined) problems.push(`<email> "${email}" ${emailProblem}`);
  const urls = { endpoint_url: callback, identity_link_url: identityLink };
  for (const [name, url] of Object.entries(urls)) {
    if (url !== undefined && url.length < SHORTEST_URL) problems.push(`<${name}> "${url}" is too short for a URL`);
  }
  return problems;
}

function resourceProblems(id: string): string[] {
  if (resourceOf(id) !== undefined) return [];
  if (!RESOURCE_NAME.test(id)) return [`<resource name="${id}"> must be like Vendor_Module::id`];
  // A permission of somebody else's module may well exist in the merchant's store.
  if (!id.startsWith('Magento_')) return [];
  const near = nearMatches(id);
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  return [`<resource name="${id}"> is not known to Magento Open Source 2.4.7${hint}`];
}
