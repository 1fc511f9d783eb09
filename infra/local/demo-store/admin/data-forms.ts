import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A shop that changes is what a connection is for: three ways to change this one by hand. */
export function dataForms(action: string, formKey: string): Html {
  const form = (change: string, button: string, fields: Html | string) =>
    html`<form class="change" method="post" action="${action}">
      <input type="hidden" name="form_key" value="${formKey}" />
      <input type="hidden" name="change" value="${change}" />
      ${fields} <button>${button}</button>
    </form>`;
  const sku = html`<label>SKU <input name="sku" value="24-MB100" required /></label>`;
  const price = html`<label>New price <input name="price" type="number" min="0" step="0.01" value="9.99" required /></label>`;
  return html`<section aria-labelledby="data-title">
    <h2 id="data-title">Data of this store</h2>
    ${form('order', 'Place an order', '')} ${form('product', 'Change a product', html`${sku} ${price}`)}
    ${form('deletion', 'Delete a product', sku)}
  </section>`;
}
