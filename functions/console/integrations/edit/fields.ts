import { html, raw } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';

export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, or what happened to it meanwhile. */
  readonly error?: Markup | undefined;
  readonly type?: 'text' | 'url' | 'password';
  readonly options?: readonly (readonly [value: string, label: string])[];
};

/** A field of a form, with its label, its hint and what is wrong with it. */
export function formField({ name, label, value = '', hint, error, type = 'text', options }: FormField): Markup {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter((id) => id);
  const about = html`${described.length > 0 ? html` aria-describedby="${described.join(' ')}"` : ''}${error ? raw(' aria-invalid="true"') : ''}`;
  // Browsers would refuse what is savable: addresses are judged by the findings.
  const input = html`<input id="${name}" name="${name}" type="${type === 'url' ? 'text' : type}"${type === 'url' ? raw(' inputmode="url"') : ''} value="${value}" autocomplete="${type === 'password' ? 'new-password' : 'off'}" spellcheck="false"${about}>`;
  const select = html`<select id="${name}" name="${name}"${about}>${(options ?? []).map(
    ([option, words]) => html`<option value="${option}"${option === value ? raw(' selected') : ''}>${words}</option>`,
  )}</select>`;
  return html`<div class="field"><label for="${name}">${label}</label>${options === undefined ? input : select}
${hint ? html`<p class="small" id="${name}-hint">${hint}</p>` : ''}${error ? html`<div class="field-error" id="${name}-error">${error}</div>` : ''}</div>
`;
}

/** Fields that belong together. */
export function fieldset(legend: string, fields: Markup): Markup {
  return html`<fieldset class="card"><legend>${legend}</legend>${fields}</fieldset>`;
}
