/**
 * Words that PHP keeps for itself. Both parts of a module's name become parts of a PHP namespace, where they were
 * forbidden until PHP 8, in any case (php.net, "List of Keywords" and "List of other reserved words").
 */
const PHP_RESERVED = new Set(
  `__class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__ __namespace__ __trait__ abstract and
  array as bool break callable case catch class clone const continue declare default die do echo else elseif empty
  enddeclare endfor endforeach endif endswitch endwhile eval exit extends false final finally float fn for foreach
  function global goto if implements include include_once instanceof insteadof int interface isset iterable list
  match mixed namespace never new null object or parent print private protected public readonly require
  require_once return self static string switch throw trait true try unset use var void while xor yield`.split(/\s+/),
);

/** `setup_module.module`, where Magento keeps the names of installed modules, is a varchar(50). */
const LONGEST_MODULE_NAME = 50;

/** Why Magento or PHP would refuse a vendor or module name; undefined when both take it. */
export function namePartProblem(part: string): string | undefined {
  if (/^[0-9]/.test(part)) return `"${part}" begins with a digit; PHP namespaces begin with a letter`;
  if (!/^[A-Za-z0-9]*$/.test(part)) return `"${part}" may hold only the letters A-Z and a-z, and digits`;
  if (!/^[A-Z]/.test(part)) return `"${part}" must begin with a capital letter, as Magento's module.xsd asks`;
  if (part.length < 2) return `"${part}" must have 2 characters at least, as Magento's module.xsd asks`;
  if (PHP_RESERVED.has(part.toLowerCase())) return `"${part}" is a reserved word of PHP; choose another`;
  return undefined;
}

/** Magento's own modules are called `Magento_…`. */
export function vendorProblem(vendor: string): string | undefined {
  if (/^magento$/i.test(vendor)) return `"${vendor}" is taken by Magento's own modules; use your company's name`;
  return namePartProblem(vendor);
}

/** Why a whole `Vendor_Module` would be refused; undefined when it is fine. */
export function moduleNameProblem(moduleName: string): string | undefined {
  const [vendor = '', name, ...rest] = moduleName.split('_');
  if (name === undefined || rest.length > 0) return `"${moduleName}" must be Vendor_Module, with one underscore`;
  const problem = vendorProblem(vendor) ?? namePartProblem(name);
  if (problem !== undefined) return problem;
  if (moduleName.length <= LONGEST_MODULE_NAME) return undefined;
  return `"${moduleName}" has ${moduleName.length} characters; Magento keeps ${LONGEST_MODULE_NAME} at most`;
}

/** Composer's rule for `vendor/package` (its schema, property `name`). */
export const PACKAGE_NAME = /^[a-z0-9](?:[_.-]?[a-z0-9]+)*\/[a-z0-9](?:(?:[_.]|-{1,2})?[a-z0-9]+)*$/;

/** `Acme`, `MyConnect` become `acme/module-my-connect`, the form that Magento's own packages have. */
export function packageNameOf(vendor: string, name: string): string {
  return `${dashed(vendor)}/module-${dashed(name)}`;
}

function dashed(capitals: string): string {
  return capitals
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
