import type { Breach } from './breach.ts';
import type { Broken } from './core/machine.ts';
import { wordsOf } from './core/points.ts';
import { linesOf } from './random/history.ts';
import type { Sown } from './random/seeds.ts';

export interface Ran {
  readonly command: string;
  readonly core: {
    /** Calls and requests of one life without faults. */
    readonly calls: number;
    /** Those that are broken: of one question to sixteen shards, three. */
    readonly places: number;
    /** Points that were asked for. */
    readonly points: number;
    readonly broken: readonly Broken[];
    readonly seconds: number;
  };
  readonly random: { readonly seeds: number; readonly sown: readonly Sown[]; readonly seconds: number } | undefined;
}

const kinds: readonly Breach['kind'][] = ['lost', 'repeated', 'leaked', 'left'];
const cells = (breaches: readonly Breach[]): string => kinds.map((kind) => breaches.filter((one) => one.kind === kind).length).join(' | ');

/** The machine's figures in words, and whether the promise held. */
export function reportOf({ command, core, random }: Ran): { text: string; held: boolean } {
  const broken = core.broken.filter(({ breaches }) => breaches.length > 0);
  const sown = random?.sown.filter(({ breaches }) => breaches.length > 0) ?? [];
  const text = `# Reliability

What the breaking machine (\`test/faults\`) found, as \`${command}\` printed it. *Lost*: somebody lacks what they should have. *Repeated*: more often than
the fault explains. *Leaked*: embargoed, withdrawn, filtered, or after leaving. *Left*: messages, claims or dead letters that nobody will take or was told of.

## One fault anywhere
A life has two sources, one with a hub, that publish, correct, withdraw and hold back under an embargo; endpoints that are healthy, flaky, slow, failing and gone, a
partner who pulls, and a feed program that subscribes at the hub; two functions are deployed in the middle; readers in three zones, and one who left. Two of these readers come by the page's form: both confirm, one
chooses otherwise and leaves by the mail's button, the other by the page's. It runs once without faults, noting each call and each request of each function, and then
once more for each point with that one fault; what stands at the end must be the same: articles, feeds, what each endpoint heard, the ledgers, what was
pushed and pulled, each reader's status and digests, empty queues. A webhook may come once more, under its own id, where its sender died between sending and writing that down, and so
may the mail that asks whether a sign-up is wanted.

| | |
| --- | --- |
| calls and requests of a life | ${core.calls} |
| places that are broken (of one question to sixteen shards, three) | ${core.places} |
| points asked for: each kind of fault ${core.points > 3 * core.places ? 'at each place' : 'at one call of each operation'} | ${core.points} |
| runs | ${core.broken.length} |
| of which came to the call where their fault waited | ${core.broken.filter(({ met }) => met).length} |
| runs that broke the promise | ${broken.length} |
| seconds, in three processes | ${core.seconds} |

| fault | runs | lost | repeated | leaked | left | webhooks that came once more |
| --- | --- | --- | --- | --- | --- | --- |
${[...Map.groupBy(core.broken.filter(({ met }) => met), ({ point }) => point.kind)].map(([kind, runs]) => `| ${kind} | ${runs.length} | ${cells(runs.flatMap(({ breaches }) => breaches))} | ${runs.reduce((sum, { repeats }) => sum + Math.max(0, repeats), 0)} |`).join('\n')}
${core.broken.length < core.points ? `\n${core.points - core.broken.length} points were not reached in the time that was given.\n` : ''}${broken.map(({ point, breaches }) => `\n- ${wordsOf(point)}: ${breaches.map(({ words }) => words).join('; ')}`).join('')}${random ? randomly(random) : ''}`;
  return { text, held: broken.length === 0 && sown.length === 0 };
}

const randomly = ({ seeds, sown, seconds }: NonNullable<Ran['random']>): string => `
## Random lives
A seed names a history: publishers write, correct, withdraw and flap; several faults wait at once, of AWS, of functions and of servers outside; calls of the pollers get
lost, so that messages come late, twice and in another order; clocks jump and are off; two schedulers run at once; functions are deployed; messages come that
nobody can read; a partner pulls time and again; a feed program renews its subscription; somebody signs up; a reader leaves. Then everything gets well and four days pass, simulated, and the promise is held against what publishers last said.

| | |
| --- | --- |
| histories asked for, and played | ${seeds}, ${sown.length} |
| steps | ${sown.reduce((sum, { steps }) => sum + steps, 0)} |
| broke the promise | ${sown.filter(({ breaches }) => breaches.length > 0).length} |
| lost, repeated, leaked, left | ${cells(sown.flatMap(({ breaches }) => breaches)).replaceAll(' | ', ', ')} |
| seconds, in three processes | ${seconds} |
${sown.filter(({ breaches }) => breaches.length > 0).map(({ seed, breaches, shortest }) => `\n### Seed ${seed}\n${breaches.map(({ words }) => `- ${words}`).join('\n')}\n\n\`\`\`\n${linesOf(shortest ?? [])}\n\`\`\`\n`).join('')}`;
