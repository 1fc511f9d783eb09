import { html } from 'hono/html';

/** Fits Magento's popup: 680 by 510 pixels, without scroll bars. */
const STYLE = `
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f1f4f8; color: #17212f;
    font: 16px/1.4 system-ui, sans-serif }
  main { width: min(92vw, 22rem); padding: 1.5rem; background: #fff; border: 1px solid #d3dae4; border-radius: 8px }
  h1 { margin: 0 0 .25rem; font-size: 1.25rem }
  p { margin: 0 0 1rem; color: #48566a; font-size: .9rem }
  p[role=alert] { color: #a3160d; font-weight: 600 }
  label { display: block; margin-bottom: .75rem; font-size: .9rem; font-weight: 600 }
  input { display: block; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; border: 1px solid #75849a;
    border-radius: 4px }
  button { width: 100%; padding: .6rem; font: inherit; font-weight: 600; color: #fff; background: #1f4fbf; border: 0;
    border-radius: 4px; cursor: pointer }
  :focus-visible { outline: 3px solid #f5a623; outline-offset: 2px }
`;

function page(title: string, body: unknown) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body><main>${body}</main></body>
</html>`;
}

export type LoginForm = {
  readonly action: string;
  readonly email: string;
  readonly wrong: boolean;
  /** Shown: these are test merchants, and whoever tries Handfast should not have to look it up. */
  readonly password: string;
};

/** The sign-in form; with a message, and the e-mail kept, after a wrong password. */
export async function loginPage({ action, email, wrong, password }: LoginForm): Promise<string> {
  const message = wrong ? html`<p role="alert">This e-mail and password do not belong together.</p>` : '';
  return String(
    await page(
      'Sign in',
      html`<h1>Sign in</h1>
      <p>The test merchants are ana@example.com and ben@example.com, both with the password <code>${password}</code>;
        for the console, olga@example.com (operator) and vera@example.com (viewer) with the same.</p>
      ${message}
      <form method="post" action="${action}">
        <label>E-mail <input type="email" name="email" value="${email}" autocomplete="username" required autofocus></label>
        <label>Password <input type="password" name="password" autocomplete="current-password" required></label>
        <button type="submit">Sign in</button>
      </form>`,
    ),
  );
}

/** A page that only says something. */
export async function noticePage(title: string, text: string): Promise<string> {
  return String(await page(title, html`<h1>${title}</h1><p>${text}</p>`));
}
