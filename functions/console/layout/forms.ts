import { html, raw } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { Visit } from '../console-route.ts';
import { hereWith, type Layout, pageUrl } from './layout.ts';

export type ActionForm = {
  /** Of the action, below `/console`. */
  readonly path: string;
  readonly label: string;
  readonly kind?: 'main' | 'quiet' | 'danger';
  /** Fields, hidden ones too. */
  readonly fields?: Markup;
  /** What to know before pressing: then the button opens a question first. */
  readonly confirm?: { readonly text: Markup; readonly label: string };
};

/** A button that changes something. Operators alone get it. */
export function actionForm(
  { session }: Visit,
  { path, label, kind = 'main', fields = html``, confirm }: ActionForm,
): Markup {
  if (session.role !== 'operator') return html``;
  const form = (content: Markup, button: string) => html`<form method="post" action="${pageUrl(path)}">
<input type="hidden" name="csrf" value="${session.csrf}">${content}
<p><button class="button ${kind}" type="submit">${button}</button></p></form>`;
  if (confirm === undefined) return form(fields, label);
  return html`<details class="confirm"><summary class="button ${kind}">${label}</summary>
${confirm.text}${form(fields, confirm.label)}</details>`;
}

export type Filter = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Of a choice; a text field otherwise. Value, then what is shown. */
  readonly options?: readonly (readonly [string, string])[];
  readonly placeholder?: string;
};

/** Narrows the list of the page that it is on. A GET form: every answer has an address. */
export function filters({ translator, here }: Layout, fields: readonly Filter[]): Markup {
  return html`<form class="filters" method="get" action="${here.split('?')[0]}">
${fields.map((field) => html`<label>${field.label} ${control(field)}</label>\n`)}<button class="button quiet" type="submit">${translator.t('show_list')}</button></form>`;
}

function control({ name, value, options, placeholder }: Filter): Markup {
  if (options === undefined) {
    return html`<input name="${name}" value="${value}" placeholder="${placeholder ?? ''}" autocomplete="off" spellcheck="false">`;
  }
  const shown = options.map(
    ([option, label]) => html`<option value="${option}"${option === value ? raw(' selected') : ''}>${label}</option>`,
  );
  return html`<select name="${name}">${shown}</select>`;
}

/** The list without anything that narrows it. */
export function withoutFilters(here: string, fields: readonly Pick<Filter, 'name'>[]): string {
  return hereWith(here, Object.fromEntries([...fields.map(({ name }) => [name, undefined]), ['cursor', undefined]]));
}
