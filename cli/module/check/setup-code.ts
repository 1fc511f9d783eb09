import { type Finding, fault, remark } from './finding.ts';
import type { FoundFiles } from './found-files.ts';

/** Setup code that hands integrations from config.xml to Magento. */
export type SetupCode = { readonly file: string; readonly names: readonly string[] };

const CALL = /processIntegrationConfig\s*\(\s*(?:array\s*\(|\[)((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\s,])*)/gs;
const STRING = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;

/** The names that a module's setup classes pass on, as far as they are written down as strings. */
export function readSetupCode(files: FoundFiles): SetupCode[] {
  return [...files].flatMap(([file, text]) => {
    if (!file.startsWith('Setup/') || !text.includes('processIntegrationConfig')) return [];
    const names = [...text.matchAll(CALL)].flatMap(([, list = '']) => stringsIn(list));
    return [{ file, names }];
  });
}

/** Whether the names in PHP, in config.xml and in api.xml are the same. */
export function nameFindings(
  setups: readonly SetupCode[],
  configured: readonly string[],
  granted: readonly string[],
): Finding[] {
  const api = 'etc/integration/api.xml';
  const config = 'etc/integration/config.xml';
  const findings = setups.flatMap(({ file, names }) =>
    names
      .filter((name) => !configured.includes(name))
      .map((name) => fault(file, `processes "${name}", but ${config} declares ${listed(configured)}`)),
  );
  if (setups.some(({ names }) => names.length === 0)) {
    findings.push(remark('Setup', 'the names that the setup code processes are not written down as strings'));
    return findings;
  }
  const processed = setups.flatMap(({ names }) => names);
  for (const name of configured) {
    if (!processed.includes(name)) {
      findings.push(fault(config, `no setup class processes "${name}": it never appears in Magento's list`));
    }
    if (!granted.includes(name)) findings.push(fault(api, `grants nothing to "${name}" of ${config}`));
  }
  for (const name of granted) {
    if (!configured.includes(name))
      findings.push(fault(api, `names "${name}", but ${config} declares ${listed(configured)}`));
  }
  return findings;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}

function stringsIn(list: string): string[] {
  return [...list.matchAll(STRING)].map(([, single, double = '']) =>
    single === undefined ? double.replaceAll(/\\(["\\$])/g, '$1') : single.replaceAll(/\\(['\\])/g, '$1'),
  );
}
