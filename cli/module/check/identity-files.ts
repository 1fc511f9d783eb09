import * as z from 'zod';
import { parseJson } from '../../../functions/domain/parse-json.ts';
import { moduleNameProblem, PACKAGE_NAME } from '../names.ts';
import { type Finding, fault, remark } from './finding.ts';
import type { FoundFiles } from './found-files.ts';
import { childrenOf, readXml } from './read-xml.ts';

/** What the module says of itself in the files that every module has. */
export type ModuleIdentity = {
  readonly moduleName: string | undefined;
  readonly packageName: string | undefined;
  readonly version: string | undefined;
  readonly findings: readonly Finding[];
};

/** Reads `registration.php`, `etc/module.xml` and `composer.json`, which must give the same name. */
export function readIdentity(files: FoundFiles): ModuleIdentity {
  const registered = readRegistration(files);
  const declared = readDeclaration(files);
  const manifest = readManifest(files, declared.name ?? registered.name);
  const findings = [...registered.findings, ...declared.findings, ...manifest.findings];
  if (registered.name !== undefined && declared.name !== undefined && registered.name !== declared.name) {
    const text = `registers "${registered.name}", but etc/module.xml declares "${declared.name}"; both must be the same`;
    findings.push(fault('registration.php', text));
  }
  const { packageName, version } = manifest;
  return { moduleName: declared.name ?? registered.name, packageName, version, findings };
}

type Read = { readonly name?: string | undefined; readonly findings: readonly Finding[] };

function readRegistration(files: FoundFiles): Read {
  const file = 'registration.php';
  const text = files.get(file);
  if (text === undefined) return { findings: [fault(file, 'is missing: Magento does not find the module')] };
  const name = text.match(/ComponentRegistrar::MODULE\s*,\s*(['"])([^'"]*)\1/)?.[2];
  if (name === undefined) {
    return { findings: [fault(file, 'calls no ComponentRegistrar::register(ComponentRegistrar::MODULE, …)')] };
  }
  return { name, findings: [] };
}

function readDeclaration(files: FoundFiles): Read {
  const file = 'etc/module.xml';
  const text = files.get(file);
  if (text === undefined) return { findings: [fault(file, 'is missing: Magento does not load the module')] };
  const root = readXml(text);
  if ('problem' in root) return { findings: [fault(file, root.problem)] };
  const module = childrenOf(root, 'module')[0];
  const name = module?.attributes['name'];
  if (root.name !== 'config' || name === undefined) {
    return { findings: [fault(file, 'must hold <config><module name="Vendor_Module"/></config>')] };
  }
  const findings: Finding[] = [];
  const problem = moduleNameProblem(name);
  if (problem !== undefined) findings.push(fault(file, problem));
  const before = childrenOf(childrenOf(module, 'sequence')[0], 'module').map((one) => one.attributes['name']);
  if (!before.includes('Magento_Integration')) {
    findings.push(fault(file, 'must name Magento_Integration in <sequence>, or it may be set up before it'));
  }
  if (files.has('Setup/InstallData.php') && module?.attributes['setup_version'] === undefined) {
    findings.push(remark(file, 'has no setup_version: Magento 2.0 to 2.2 refuse it and run no Setup/InstallData.php'));
  }
  return { name, findings };
}

const manifestShape = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  version: z.string().optional(),
  autoload: z
    .object({
      files: z.array(z.string()).optional(),
      // PHP writes an empty map as [].
      'psr-4': z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
    })
    .optional(),
});

type Manifest = { readonly packageName?: string | undefined; readonly version?: string | undefined };

function readManifest(files: FoundFiles, moduleName: string | undefined): Read & Manifest {
  const file = 'composer.json';
  const text = files.get(file);
  if (text === undefined) {
    return { findings: [remark(file, 'is missing: the module can only be copied into app/code, not be installed')] };
  }
  const read = manifestShape.safeParse(parseJson(text));
  if (!read.success) return { findings: [fault(file, 'is not the JSON of a Composer package')] };
  const { name, type, version, autoload } = read.data;
  const namespace = `${moduleName?.replace('_', '\\')}\\`;
  const wrong: readonly (readonly [boolean, string])[] = [
    [name === undefined || !PACKAGE_NAME.test(name), `"name" is ${said(name)}; it must be like acme/module-connect`],
    [type !== 'magento2-module', `"type" is ${said(type)}; it must be "magento2-module"`],
    [autoload?.files?.includes('registration.php') !== true, '"autoload"."files" must list "registration.php"'],
    [
      moduleName !== undefined && !Object.hasOwn(autoload?.['psr-4'] ?? {}, namespace),
      `"autoload"."psr-4" must hold ${JSON.stringify(namespace)}`,
    ],
  ];
  const findings = wrong.filter(([isWrong]) => isWrong).map(([, problem]) => fault(file, problem));
  if (version === undefined)
    findings.push(remark(file, 'has no "version": Composer cannot install it from a zip file'));
  return { packageName: name, version, findings };
}

function said(text: string | undefined): string {
  return text === undefined ? 'missing' : JSON.stringify(text);
}
