import type { Broken } from './machine.ts';

export interface Ran {
  readonly command: string;
  /** Calls and requests of one life without faults. */
  readonly calls: number;
  /** Those that are broken: of one question to sixteen shards, three. */
  readonly places: number;
  /** Points that were asked for. */
  readonly points: number;
  readonly broken: readonly Broken[];
  readonly seconds: number;
}

/** The machine's figures in words, and whether the promise held at each point. */
export function reportOf({ command, calls, places, points, broken, seconds }: Ran): { text: string; held: boolean } {
  const met = broken.filter((one) => one.met);
  const wrong = broken.filter((one) => one.wrong.length > 0);
  const kinds = [...Map.groupBy(met, ({ point }) => point.kind)].map(([kind, runs]) => `| ${kind} | ${runs.length} | ${runs.filter((one) => one.wrong.length > 0).length} | ${runs.reduce((sum, { repeated }) => sum + Math.max(0, repeated), 0)} |`);
  const text = `# Reliability

What the breaking machine (\`test/faults\`) found. A life has two sources that publish, correct, withdraw and hold back under an embargo; endpoints that are
healthy, flaky, slow, failing and gone; two functions are deployed in the middle; readers in three zones, and one who left. It runs once without faults, noting each call and each request of each function, and then
once more for each point with that one fault; what stands at the end must be the same: articles, feeds, what each endpoint heard, the ledgers, each reader's mails, no
dead letter, no digest left behind. A webhook may come once more, under its own id, where its sender died between sending and writing that down.

| | |
| --- | --- |
| command | \`${command}\` |
| calls and requests of a life | ${calls} |
| places that are broken (of one question to sixteen shards, three) | ${places} |
| points asked for | ${points} |
| runs, of which met their fault | ${broken.length}, ${met.length} |
| runs that lost, leaked or repeated too much | ${wrong.length} |
| seconds, in three processes | ${seconds} |

| fault | runs | broke the promise | webhooks that came once more |
| --- | --- | --- | --- |
${kinds.join('\n')}
${wrong.length > 0 ? `\n## What broke\n${wrong.flatMap((one) => one.wrong).map((words) => `- ${words}`).join('\n')}\n` : ''}${broken.length < points ? `\n${points - broken.length} points were not reached in the time that was given.\n` : ''}`;
  return { text, held: wrong.length === 0 };
}
