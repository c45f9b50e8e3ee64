import { writeFileSync } from 'node:fs';
import { noBrowser, openBrowser } from '../../test/helpers/browser.ts';
import { number } from '../report.ts';
import { colours, svgOf } from './chart.ts';
import type { Series } from './chart.ts';
import type { Memory } from './memory.ts';
import { queuesIn } from './report.ts';
import type { LoadFigures } from './report.ts';

type Drawn = Omit<LoadFigures, 'before' | 'logs'> & { readonly machine: string };

const memoryLines: Readonly<Record<string, keyof Memory>> = {
  resident: 'rss',
  'without mapped files': 'own',
  'heap of the main thread': 'heap',
};

/** Deliveries are so many that the other queues have a scale of their own. */
const most = 'deliveries';

export function pictureOf({ size, bursts, samples, marks, machine }: Drawn): string {
  const series = (labels: readonly string[], values: (label: string) => number[]): Series[] =>
    labels.map((label, index) => ({ label, colour: colours[index % colours.length]!, values: values(label) }));
  const depth = (queue: string): number[] => samples.map(({ depths }) => depths[queue] ?? 0);
  const seconds = bursts.map(({ healthySeconds }) => number(healthySeconds)).join(' and ');
  return svgOf({
    title:
      `${number(size.sources)} sources, ${number(size.articles)} articles at once, ${size.endpoints} webhooks, ` +
      `${number(size.readers)} readers by mail`,
    subtitle:
      `Bursts of ${number(bursts[0]?.deliveries ?? 0)} deliveries; ${size.failing} endpoints fail and ` +
      `${size.hanging} hang until the others have everything, after ${seconds} s; then they are mended.`,
    times: samples.map(({ at }) => at),
    marks,
    panels: [
      { title: 'Deliveries that wait', unit: 'messages', series: series([most], depth) },
      {
        title: 'Other queues',
        unit: 'messages',
        series: series(
          queuesIn(samples).filter((queue) => queue !== most),
          depth,
        ),
      },
      {
        title: 'Memory',
        unit: 'MB',
        series: series(Object.keys(memoryLines), (label) => samples.map(({ memory }) => memory[memoryLines[label]!])),
      },
    ],
    footer: `npm run bench:load · ${machine}`,
  });
}

/**
 * Draws what was sampled, by Chromium.
 * @returns where it is, in words
 */
export async function draw(drawn: Drawn): Promise<string> {
  const svg = pictureOf(drawn);
  const file = drawn.size.picture;
  if (noBrowser !== undefined) {
    const other = file.replace(/\.png$/, '.svg');
    writeFileSync(other, svg);
    return `The picture is ${other}, and no PNG: ${noBrowser}.`;
  }
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.locator('svg').screenshot({ path: file });
    return `The picture is ${file}.`;
  } finally {
    await browser.close();
  }
}
