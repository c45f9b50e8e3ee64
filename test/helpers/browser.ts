import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const patienceMs = 120_000;

/** Why tests of pages do not run here; undefined where they do. */
export const noBrowser =
  found === undefined ? 'no Chromium is installed (Debian: apt-get install chromium)' : undefined;

/**
 * Debian's Chromium, which asks nothing of the network by itself; it is waited for longer than a busy machine takes.
 * @param more of Chromium's own options
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: found,
    timeout: patienceMs,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
  browser.on('context', (context) => {
    context.setDefaultTimeout(patienceMs);
  });
  return browser;
}
