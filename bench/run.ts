/**
 * `npm run bench`: measures what the design promises of speed, size and cost. `--json` for programs; topics by name,
 * all unless told.
 */
import { cpus, loadavg, platform } from 'node:os';
import { measureBundles } from './bundles.ts';
import { measureColdStarts } from './coldStarts.ts';
import { measureCost } from './cost.ts';
import { measureDeliveries } from './deliveries.ts';
import { measureDeliver } from './deliver/measure.ts';
import { deliverReport } from './deliver/report.ts';
import { measureDigests } from './digests.ts';
import { feedCpuReport, measureFeedCpu } from './feedCpu.ts';
import { measureHanging } from './hanging.ts';
import { mailsReport, measureMails } from './mails.ts';
import { measureMorning } from './morning.ts';
import { measureReading, readingReport } from './reading.ts';
import { measureScale, scaleReport } from './scale.ts';
import { measureRows, rowsReport } from './rows.ts';
import { measureWorst, worstReport } from './worst.ts';
import { digestsReport, morningReport } from './mailReport.ts';
import { bundlesReport, coldStartsReport, costReport, deliveriesReport, hangingReport } from './report.ts';

/** Measures, and gives the figures with the words for people. */
const topic =
  <Figures>(measure: () => Promise<Figures>, report: (figures: Figures) => string) =>
  async () => {
    const figures = await measure();
    return { figures, report: report(figures) };
  };
const topics = {
  reading: topic(measureReading, readingReport),
  worst: topic(measureWorst, worstReport),
  bundles: topic(measureBundles, bundlesReport),
  'cold-starts': topic(measureColdStarts, coldStartsReport),
  cost: topic(measureCost, costReport),
  rows: topic(measureRows, rowsReport),
  'feed-cpu': topic(measureFeedCpu, feedCpuReport),
  deliveries: topic(measureDeliveries, deliveriesReport),
  deliver: topic(measureDeliver, deliverReport),
  hanging: topic(measureHanging, hangingReport),
  digests: topic(measureDigests, digestsReport),
  scale: topic(measureScale, scaleReport),
  mails: topic(measureMails, mailsReport),
  morning: topic(measureMorning, morningReport),
};

const asJson = process.argv.includes('--json');
const asked = process.argv.slice(2).filter((argument) => argument !== '--json');
const unknown = asked.filter((name) => !(name in topics));

if (unknown.length > 0) {
  console.error(`There is no topic ${unknown.join(', ')}: choose of ${Object.keys(topics).join(', ')}.`);
  process.exitCode = 1;
} else {
  const machine = {
    cpu: cpus()[0]?.model.trim(),
    cores: cpus().length,
    platform: platform(),
    node: process.version,
    loadBefore: loadavg()[0],
  };
  if (!asJson)
    console.log(
      `${machine.cores} × ${machine.cpu}, ${machine.platform}, Node ${machine.node}, load ${machine.loadBefore?.toFixed(1)}`,
    );
  const measured: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(topics)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { figures, report } = await measure();
    measured[name] = figures;
    if (!asJson) console.log(`\n${report}`);
  }
  if (asJson) console.log(JSON.stringify({ machine, ...measured }, undefined, 2));
}
