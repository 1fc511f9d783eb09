import { existsSync } from 'node:fs';
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

/** @throws Error that says what to install, when there is none */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`No Chromium at ${EXECUTABLE}. Install Debian's package "chromium", or set CHROMIUM_PATH to one.`);
  }
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
