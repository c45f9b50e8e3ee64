import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const views = [
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
] as const;

/** What axe finds on a page, on a phone by day and on a desktop by night: a line each. */
export async function findings(browser: Browser, url: string): Promise<string[]> {
  const found: string[] = [];
  for (const { width, height, colorScheme } of views) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true });
    try {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'networkidle' });
      await page.evaluate(source);
      const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        'axe.run().then(({ violations }) => violations)',
      );
      for (const { id, nodes } of violations)
        found.push(
          `${width} ${colorScheme} ${new URL(url).search}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        );
    } finally {
      await context.close();
    }
  }
  return found;
}
