import { graphQlTwin } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { type ConsoleOptions, consoleFor, pageOf } from '../setup.ts';

export const BELOW = `/console/integrations/${INTEGRATION_ID}`;

type Walk = {
  /** As it is read, by turns; the last one from then on. */
  readonly integrations?: readonly object[];
  readonly mutation: string;
  readonly answer?: unknown;
  readonly options?: ConsoleOptions;
};

/** Opens a page of an integration, fills its form in and sends it, to a GraphQL that answers so. */
export async function walk(path: string, entered: Readonly<Record<string, string>>, asked: Walk) {
  const { integrations = [INTEGRATION], mutation, answer = { userErrors: null }, options } = asked;
  let reads = 0;
  const twin = graphQlTwin({
    productIntegration: () => integrations[Math.min(reads++, integrations.length - 1)],
    [mutation]: answer,
  });
  const { get, post, logged, csrf } = await consoleFor({ graphQl: twin.graphQl, ...options });
  const page = await get(path);
  const fields = (
    pageOf(page).querySelector(`main form[action="${path}"]`)?.querySelectorAll('input, select, textarea') ?? []
  )
    .filter((field) => field.getAttribute('type') !== 'checkbox' || field.hasAttribute('checked'))
    .map((field) => [field.getAttribute('name') ?? '', valueIn(field)] as const);
  const sent = await post(path, { csrf, ...Object.fromEntries(fields), ...entered });
  return { page, answer: sent, inputs: twin.inputsOf(mutation), logged };
}

type Element = NonNullable<ReturnType<ReturnType<typeof pageOf>['querySelector']>>;

/** What a browser sends of a field. */
function valueIn(field: Element): string {
  if (field.tagName === 'TEXTAREA') return field.textContent.replace(/^\n/, '').replaceAll('\n', '\r\n');
  const chosen = field.querySelector('option[selected]') ?? field.querySelector('option');
  return (chosen ?? field).getAttribute('value') ?? '';
}

/** The field of a page, and what is said of it. */
export function fieldOf(answer: Parameters<typeof pageOf>[0], id: string) {
  const page = pageOf(answer);
  const field = page.querySelector(`#${id}`);
  return {
    value: field === null ? undefined : valueIn(field),
    isChecked: field?.hasAttribute('checked') ?? false,
    options: (field?.querySelectorAll('option') ?? []).map((option) => option.getAttribute('value')),
    error: page.querySelector(`#${id}-error`)?.textContent.trim(),
  };
}
