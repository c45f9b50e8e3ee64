import type { Browser, Dialog, Page } from 'playwright-core';
import { startConsole } from '../../console/server.ts';
import type { Console } from '../../console/server.ts';
import { openBrowser } from './browser.ts';
import type { TestCaravan } from './caravan.ts';
import { started } from './started.ts';

/** The console of a twin, open in a browser, with a person at it. */
export interface ConsolePage {
  readonly browser: Browser;
  readonly page: Page;
  readonly served: Console;
  /** The questions of buttons, in order. */
  readonly asked: string[];
  /** The person's answer to each; they agree unless told. */
  answer: (dialog: Dialog) => Promise<void>;
  /** Thrown by the page's scripts. */
  readonly errors: string[];
  /** Errors that the browser logged: refused requests, too. */
  readonly logged: string[];
  stop(): Promise<void>;
}

/** The person writes this, and agrees. */
export const writes =
  (text: string): ConsolePage['answer'] =>
  (dialog) =>
    dialog.accept(text);

/** The person thinks better of it. */
export const declines: ConsolePage['answer'] = (dialog) => dialog.dismiss();

/** A console page for the tests of a `describe` block. */
export const useConsole = (caravan: TestCaravan): ConsolePage =>
  started(async () => {
    const browser = await openBrowser();
    const served = await startConsole(caravan.twin);
    const page = await browser.newPage();
    const shown: ConsolePage = {
      browser,
      page,
      served,
      asked: [],
      answer: (dialog) => dialog.accept(),
      errors: [],
      logged: [],
      async stop() {
        await browser.close();
        await served.stop();
      },
    };
    page.on('dialog', (dialog) => {
      shown.asked.push(dialog.message());
      void shown.answer(dialog);
    });
    page.on('pageerror', ({ message }) => shown.errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') shown.logged.push(message.text());
    });
    await page.goto(served.url);
    return shown;
  });
