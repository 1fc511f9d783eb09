import { setTimeout as pause } from 'node:timers/promises';
import { asksForPassword, createMerchant, type Shown } from '../../infra/local/demo-store/merchant.ts';

export type Operator = ReturnType<typeof openOperator>;

/** Somebody who uses the console of a local Handfast, without scripts. */
export function openOperator(url: string, email = 'olga@example.com') {
  const browser = createMerchant({ email });

  async function open(path: string): Promise<Shown> {
    const shown = await browser.visit(new URL(path, url).href);
    return asksForPassword(shown) ? browser.signIn(shown) : shown;
  }

  return {
    open,

    /** Presses the button of the form that goes to this action: with what the form holds, and what is filled in. */
    press(page: Shown, action: string, filled: Readonly<Record<string, string>> = {}): Promise<Shown> {
      const form = page.document
        .querySelectorAll('main form[method=post]')
        .find((one) => one.getAttribute('action')?.endsWith(action));
      if (form === undefined) throw new Error(`no form for ${action} on ${page.status} "${page.text.slice(0, 300)}"`);
      const fields = fieldsOf(form);
      for (const [name, value] of Object.entries(filled)) fields.set(name, value);
      return browser.visit(new URL(form.getAttribute('action') ?? '', page.url).href, fields);
    },

    /** Looks at a page until it says something: it reloads by itself in a browser. */
    async until(path: string, text: string): Promise<Shown> {
      let shown = await open(path);
      for (let round = 0; round < 100 && !shown.text.includes(text); round += 1) {
        await pause(200);
        shown = await open(path);
      }
      if (!shown.text.includes(text)) throw new Error(`never said "${text}", but "${shown.text.slice(0, 1_500)}"`);
      return shown;
    },
  };
}

type Form = NonNullable<ReturnType<Shown['document']['querySelector']>>;

/** What a browser sends of a form that nobody has touched. */
function fieldsOf(form: Form): URLSearchParams {
  const fields = new URLSearchParams();
  const nameOf = (field: Form) => field.getAttribute('name') ?? '';
  for (const input of form.querySelectorAll('input')) {
    const isSent = input.getAttribute('type') !== 'checkbox' || input.hasAttribute('checked');
    if (isSent) fields.set(nameOf(input), input.getAttribute('value') ?? '');
  }
  for (const select of form.querySelectorAll('select')) {
    const chosen = select.querySelector('option[selected]') ?? select.querySelector('option');
    fields.set(nameOf(select), chosen?.getAttribute('value') ?? '');
  }
  for (const area of form.querySelectorAll('textarea')) {
    fields.set(nameOf(area), area.textContent.replace(/^\n/, ''));
  }
  return fields;
}
