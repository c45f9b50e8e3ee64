import type { Browser, Page } from 'playwright-core';

/** A page of a reader's program, in which nothing that a publisher wrote may do anything. */
export interface WatchedPage {
  readonly page: Page;
  /** Shows a page without the policy that its server sends with it: what a sanitiser leaves must be inert by itself. */
  show(html: string): Promise<void>;
  /**
   * What happened since it was last asked that must not: code that ran, requests for more than pictures, ways
   * elsewhere.
   */
  happened(): Promise<string[]>;
}

const home = 'https://reader.example/';

/** @param run the name of a function that hostile markup calls */
export async function watchedPage(browser: Browser, run: string): Promise<WatchedPage> {
  const page = await browser.newPage();
  const seen: string[] = [];
  await page.exposeFunction(run, () => {
    seen.push('something ran');
  });
  page.on('dialog', (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => {
    seen.push('a window opened');
  });
  page.on('download', () => {
    seen.push('a download began');
  });
  page.on('framenavigated', (frame) => {
    if (
      !/^(https:\/\/reader\.example\/|about:blank|chrome-error:|http:\/\/(localhost|127\.0\.0\.1):)/.test(frame.url())
    )
      seen.push(`a way to ${frame.url()}`);
  });
  await page.route('**/*', async (route) => {
    const [url, type] = [route.request().url(), route.request().resourceType()];
    if (url === home) return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>reader</title>' });
    // A page of ours that a test goes to.
    if (
      /^http:\/\/(localhost|127\.0\.0\.1):/.test(url) &&
      type === 'document' &&
      route.request().frame() === page.mainFrame()
    )
      return route.continue();
    // A picture that fails is what most handlers wait for.
    if (!['image', 'media'].includes(type) || new URL(url).hostname === 'evil.example')
      seen.push(`a request (${type}) for ${url.slice(0, 200)}`);
    return route.abort();
  });
  await page.goto(home);
  return {
    page,
    async show(html) {
      if (page.url() !== home) await page.goto(home);
      await page.setContent(html, { waitUntil: 'load' });
    },
    async happened() {
      // Two turns of the browser's loop: errors of pictures and timers that were due have had theirs.
      await page.waitForLoadState('networkidle');
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      return seen.splice(0);
    },
  };
}
