import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/** Debian's; anywhere else `CHROMIUM_PATH` says where one is. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** The window that Magento opens: no scroll bars, so nothing may need them. */
export const POPUP = { width: 680, height: 510 };

// No sandbox: CI runs as root. The others keep the browser from talking to anyone but the pages under test.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

/** A browser profile of its own. `scripts: false` is a merchant who has switched JavaScript off. */
export function newProfile(
  browser: Browser,
  { scripts = true, ...options }: BrowserContextOptions & { readonly scripts?: boolean } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    // Windows keep the size they were opened with only when none is emulated.
    viewport: scripts ? null : POPUP,
    javaScriptEnabled: scripts,
    locale: 'en-GB',
    ...options,
  });
}
