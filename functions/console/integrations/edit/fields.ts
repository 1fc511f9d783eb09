import { html, raw } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';

export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, or what happened to it meanwhile. */
  readonly error?: Markup | undefined;
  /** Of a checkbox, the value is `1` or empty. */
  readonly type?: 'text' | 'url' | 'password' | 'number' | 'textarea' | 'checkbox';
  readonly options?: readonly (readonly [value: string, label: string])[];
};

/** A field of a form, with its label, its hint and what is wrong with it. */
export function formField(field: FormField): Markup {
  const { name, label, hint, error, type, options } = field;
  const shown =
    type === 'checkbox' && options === undefined
      ? html`<label>${control(field)}${label}</label>`
      : html`<label for="${name}">${label}</label>${control(field)}`;
  return html`<div class="field">${shown}
${hint ? html`<p class="small" id="${name}-hint">${hint}</p>` : ''}${error ? html`<div class="field-error" id="${name}-error">${error}</div>` : ''}</div>
`;
}

function control(field: FormField): Markup {
  const { name, value = '', type, options } = field;
  const about = described(field);
  if (options !== undefined) {
    return html`<select id="${name}" name="${name}"${about}>${options.map(
      ([option, words]) => html`<option value="${option}"${option === value ? raw(' selected') : ''}>${words}</option>`,
    )}</select>`;
  }
  if (type === 'checkbox') {
    return html`<input id="${name}" name="${name}" type="checkbox" value="1"${value === '1' ? raw(' checked') : ''}${about}>`;
  }
  if (type === 'textarea') {
    // The line break behind the tag is no part of the text.
    return html`<textarea id="${name}" name="${name}" rows="4" autocomplete="off" spellcheck="false"${about}>
${value}</textarea>`;
  }
  // Browsers would refuse what is savable: addresses and numbers are judged by the findings and by the API.
  const mode = type === 'url' ? raw(' inputmode="url"') : type === 'number' ? raw(' inputmode="numeric"') : '';
  return html`<input id="${name}" name="${name}" type="${type === 'password' ? type : 'text'}"${mode} value="${value}" autocomplete="${type === 'password' ? 'new-password' : 'off'}" spellcheck="false"${about}>`;
}

function described({ name, hint, error }: FormField): Markup {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter((id) => id);
  return html`${ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : ''}${error ? raw(' aria-invalid="true"') : ''}`;
}

/** Fields that belong together. */
export function fieldset(legend: string, fields: Markup): Markup {
  return html`<fieldset class="card"><legend>${legend}</legend>${fields}</fieldset>`;
}
