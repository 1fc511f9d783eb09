import {
  ACCOUNT_ID_MAX_CHARACTERS,
  ACCOUNT_LABEL_MAX_CHARACTERS,
  type Account,
  samlIssuer,
} from '../../../domain/account.ts';
import type { SamlProvider, SamlSignIn } from '../../../domain/integrations/merchant-sign-in.ts';
import { type AnswerProblem, answerRefused } from './answer-refused.ts';
import { ASSERTION } from './namespaces.ts';
import { attributeOf, childrenNamed, plainText, type XmlElement } from './xml-tree.ts';

export type AccountAttributes = Pick<SamlSignIn, 'accountAttribute' | 'labelAttribute'>;

/** SAML 2.0 Core §8.3.8: another one at every sign-in. */
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const INVISIBLE = /\p{C}/gu;
const LABEL_SHOWN = 60;

/**
 * The account that a signed assertion names: by the attribute that the integration says, otherwise by its NameID.
 *
 * @throws Refusal `account_unclear`
 */
export function accountOf(assertion: XmlElement, { entityId }: SamlProvider, named: AccountAttributes): Account {
  const { accountAttribute, labelAttribute } = named;
  const id =
    accountAttribute === undefined
      ? nameIdOf(assertion)
      : account(onlyValue(valuesOf(assertion, accountAttribute)), 'attribute');
  const label = labelAttribute === undefined ? undefined : onlyValue(valuesOf(assertion, labelAttribute));
  return { issuer: samlIssuer(entityId), id, label: labelOf(id, label).slice(0, ACCOUNT_LABEL_MAX_CHARACTERS) };
}

function nameIdOf(assertion: XmlElement): string {
  const [nameId, ...others] = childrenNamed(assertion, ASSERTION, 'Subject').flatMap((subject) =>
    childrenNamed(subject, ASSERTION, 'NameID'),
  );
  if (nameId === undefined || others.length > 0) throw answerRefused('subject');
  if (attributeOf(nameId, 'Format') === TRANSIENT) throw answerRefused('transient');
  return account(plainText(nameId), 'subject');
}

function account(id: string | undefined, problem: AnswerProblem): string {
  if (id === undefined || id === '' || id.length > ACCOUNT_ID_MAX_CHARACTERS || id.search(INVISIBLE) >= 0) {
    throw answerRefused(problem);
  }
  return id;
}

/** Of several organisations, nobody knows which one is meant. */
function onlyValue(values: readonly (string | undefined)[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function valuesOf(assertion: XmlElement, name: string): readonly (string | undefined)[] {
  return childrenNamed(assertion, ASSERTION, 'AttributeStatement')
    .flatMap((statement) => childrenNamed(statement, ASSERTION, 'Attribute'))
    .filter((attribute) => attributeOf(attribute, 'Name') === name)
    .flatMap((attribute) => childrenNamed(attribute, ASSERTION, 'AttributeValue'))
    .map(plainText);
}

/** With the account beside it: in many directories, people name themselves. */
function labelOf(id: string, label: string | undefined): string {
  const shown = label?.replace(INVISIBLE, '').slice(0, LABEL_SHOWN).trim() ?? '';
  return shown === '' || shown === id ? id : `${shown} (${id})`;
}
