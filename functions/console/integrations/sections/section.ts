import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import type { PlainKey } from '../../texts/translator.ts';
import type { Mutation, UserError } from '../data/change.ts';
import type { Integration } from '../data/integration.ts';
import type { FormField } from '../edit/fields.ts';

/** What fields of a form hold, by their names. A checkbox holds `1` or nothing. */
export type Values = Readonly<Record<string, string>>;

export type SectionField = Omit<FormField, 'value' | 'error'>;

/** Fields that belong together. */
export type SectionGroup = {
  readonly legend: string;
  readonly hint?: string;
  readonly fields: readonly SectionField[];
  /** Whether fields stand side by side where there is room. */
  readonly columns?: boolean;
};

/** What is sent to the API, or what is wrong before anything can be sent. */
export type SectionChange =
  | { readonly mutation: Mutation; readonly input: object }
  | { readonly problems: readonly UserError[] };

/** A form over one part of an integration, on a page of its own. */
export type Section = {
  /** Below the integration's page: `sign-on`. */
  readonly path: string;
  /** Of the action, in the log. */
  readonly name: string;
  readonly title: PlainKey;
  readonly intro: PlainKey;
  /** What the form shows of an integration: each field's value, but no secret. */
  readonly values: (integration: Integration) => Values;
  /** Names of fields that are never shown again. */
  readonly secrets: readonly string[];
  readonly groups: (visit: Visit, integration: Integration, values: Values) => readonly SectionGroup[];
  /** @param entered secrets included */
  readonly change: (integration: Integration, entered: Values) => SectionChange;
  /** The field that the path of an error names; undefined: none of the form. */
  readonly fieldOf: (path: readonly string[], entered: Values) => string | undefined;
  /** What stands below the form. */
  readonly below?: (visit: Visit, integration: Integration) => Markup | Promise<Markup>;
};

/** A form that came back: what was entered, and why it was not saved. */
export type Returned = {
  readonly status: number;
  readonly values: Values;
  readonly said: Markup;
  readonly errors: Readonly<Record<string, Markup>>;
};
