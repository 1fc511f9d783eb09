/**
 * What a page with the vendor's fields has besides: it takes the whole window, and its fields scroll where they do not
 * fit. In windows that are smaller than Magento's popup, the page does.
 */
export const FORM_STYLE = `
.fills { height: 100vh; height: 100dvh; }
.fills::after { content: none; }
.fills header { flex: none; }
.fills main, .fills form { display: flex; flex-direction: column; flex: 0 1 auto; min-height: 0; }
.fills main > :not(form), .fills form > :not(section) { flex: none; }
.fields { flex: 0 1 auto; min-height: 84px; overflow-y: auto; scrollbar-width: thin; scrollbar-gutter: stable;
  border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px 10px; position: relative;
  background: linear-gradient(var(--paper), var(--paper)) bottom / 100% 10px no-repeat local,
    linear-gradient(transparent, color-mix(in srgb, var(--edge) 50%, transparent)) bottom / 100% 9px no-repeat;
  display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 8px 16px; align-content: start; }
.field { display: flex; flex-direction: column; gap: 3px; }
.field label { font-weight: 600; line-height: 1.3; }
.field .tick { display: flex; gap: 10px; align-items: center; min-height: 28px; margin-top: auto; }
.field small { font-weight: 400; font-size: max(12px, .87em); color: var(--soft); }
.field input:not([type=checkbox]), .field select { font: inherit; line-height: 1.3; width: 100%; min-height: 30px; padding: 3px 9px;
  border: 1px solid var(--edge); border-radius: 7px; background: var(--paper); color: var(--ink); }
.field [type=checkbox] { width: 18px; height: 18px; flex: none; margin: 0; accent-color: var(--accent); }
.field [aria-invalid] { border-color: var(--bad); outline-color: var(--bad); }
.wrong { color: var(--bad); font-weight: 600; }
.field .wrong { font-size: max(12px, .87em); }
@media (max-width: 520px), (max-height: 440px) {
  .fills { height: auto; }
  .fields { overflow-y: visible; }
}
`;
