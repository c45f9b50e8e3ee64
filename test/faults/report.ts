import { readFileSync } from 'node:fs';
import type { Breach } from './breach.ts';
import type { Broken } from './core/machine.ts';
import { wordsOf } from './core/points.ts';
import { linesOf } from './random/history.ts';
import type { Sown } from './random/seeds.ts';

interface Core {
  /** Calls and requests of one life without faults. */
  readonly calls: number;
  /** Those that are broken: of one question to sixteen shards, three. */
  readonly places: number;
  /** Points that were asked for. */
  readonly points: number;
  readonly broken: readonly Broken[];
  readonly seconds: number;
}
interface Random {
  readonly seeds: number;
  readonly sown: readonly Sown[];
  readonly seconds: number;
}
export interface Ran {
  readonly command: string;
  readonly core: Core | undefined;
  readonly random: Random | undefined;
}

const kinds: readonly Breach['kind'][] = ['lost', 'repeated', 'leaked', 'left'];
const cells = (breaches: readonly Breach[]): string =>
  kinds.map((kind) => breaches.filter((one) => one.kind === kind).length).join(' | ');
const isBroken = ({ breaches }: { readonly breaches: readonly Breach[] }): boolean => breaches.length > 0;

/** The machine's figures in words, and whether the promise held. */
export function reportOf({ command, core, random }: Ran): { text: string; held: boolean } {
  const text = `# Reliability

What the breaking machine (\`test/faults\`) found, as \`${command}\` printed it. *Lost*: somebody lacks what they
should have. *Repeated*: more often than the fault explains. *Leaked*: embargoed, withdrawn, filtered, or after
leaving. *Left*: messages, claims or dead letters that nobody will take or was told of. A run comes to nothing where
the twin is not at rest in its time: it proves nothing, and is counted.
${core ? once(core) : ''}${random ? randomly(random) : ''}`;
  return { text, held: ![...(core?.broken ?? []), ...(random?.sown ?? [])].some(isBroken) };
}

/** Below this line stands what is measured otherwise. */
const kept = '## Defects that were planted';

const parts = (): { above: string; below: string } => {
  const document = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8');
  const from = document.indexOf(kept);
  return from === -1 ? { above: document, below: '' } : { above: document.slice(0, from), below: document.slice(from) };
};

/** docs/reliability.md with another report, and what stands below that. */
export const withReport = (text: string): string =>
  [text.trim(), ...(parts().below ? [parts().below.trim()] : [])].join('\n\n').concat('\n');

/** The same with other figures of what was planted. */
export const withPlanted = (text: string): string => `${parts().above.trim()}\n\n${kept}\n${text.trim()}\n`;

function nothings(runs: readonly { readonly nothing?: string | undefined; readonly words: string }[]): string {
  const named = runs.filter(({ nothing }) => nothing !== undefined);
  return named.length === 0
    ? ''
    : `\nCame to nothing:\n${named.map(({ words, nothing }) => `- ${words}: ${nothing}`).join('\n')}\n`;
}

const once = ({ calls, places, points, broken, seconds }: Core): string => `
## A fault anywhere
A life has two sources, one with a hub, that publish, correct, withdraw and hold back under an embargo; stories that
come to another topic, and whose time is over; a publisher who takes a story back and lists it again, an operator who
withdraws one, and holds one back; endpoints that are healthy, flaky, slow, failing and gone, one of which asks for a
topic; a partner who pulls, and a feed program that subscribes at the hub; two functions are deployed in the middle;
readers in three zones, and one who left; a reader who comments, and a moderator; a publisher's system that gives a
story, and an engineer of the partner, who looks at the portal and is told of the endpoint that is gone. Two of these
readers come by the page's form: both confirm, one chooses
otherwise and leaves by the mail's button, the other by the page's. It runs once without faults, where the model
(\`test/faults/model\`) says what each reader is told, noting each call and each request of each function, and then
once more for each point with that fault: together with up to five others, of other functions, and alone where that
life is not clean; what stands at the end must be the same: articles, feeds, what each endpoint heard, the ledgers,
what was pushed and pulled, each reader's status and digests, empty queues. A webhook may come once more, under its
own id, where its sender died between sending and writing that down, and so may the mail that asks whether a sign-up
is wanted.

| | |
| --- | --- |
| calls and requests of a life | ${calls} |
| places that are broken (of one question to sixteen shards, three) | ${places} |
| points asked for: each kind of fault ${points > 3 * places ? 'at each place' : 'at one call of each operation'} | ${points} |
| points that were broken, some six in one life | ${broken.length} |
| of which came to the call where their fault waited | ${broken.filter(({ met }) => met).length} |
| of which came to nothing | ${broken.filter(({ nothing }) => nothing !== undefined).length} |
| of which broke the promise | ${broken.filter(isBroken).length} |
| seconds, in five processes | ${seconds} |

| fault | runs | lost | repeated | leaked | left | webhooks that came once more |
| --- | --- | --- | --- | --- | --- | --- |
${faultRows(broken.filter(({ met }) => met))}
${unreached(points - broken.length)}${nothings(broken.map(({ point, nothing }) => ({ nothing, words: wordsOf(point) })))}${broken
  .filter(isBroken)
  .map(({ point, breaches }) => `\n- ${wordsOf(point)}: ${breaches.map(({ words }) => words).join('; ')}`)
  .join('')}`;

const faultRows = (met: readonly Broken[]): string =>
  [...Map.groupBy(met, ({ point }) => point.kind)]
    .map(([kind, runs]) => {
      const onceMore = runs.reduce((sum, { repeats }) => sum + Math.max(0, repeats), 0);
      return `| ${kind} | ${runs.length} | ${cells(runs.flatMap(({ breaches }) => breaches))} | ${onceMore} |`;
    })
    .join('\n');

const unreached = (points: number): string =>
  points > 0 ? `\n${points} points were not reached in the time that was given.\n` : '';

const randomly = ({ seeds, sown, seconds }: Random): string => `
## Random lives
A seed names a history. Publishers write, correct, rewrite at each poll, withdraw and list again; topics, languages, dates, embargoes and
expiries change with it, some of which nobody can read; answers are of no use, or heavy; feeds change at each poll in
what nobody notices; pages of articles are read, fail, are for subscribers, forbidden, and come back. Operators
withdraw, restore, hold back and release; sources get another name; topics are merged, renamed and hidden, and free again.
Editors hold, approve, refuse and block what a publisher's system and a feed bring. Comments are
approved, rejected and erased. Operators say what a partner may have, until when, and lift that. Partners ask for more and for less,
and for fewer posts a minute, decline corrections or ends, move, disable, enable and recover their webhooks, and have deliveries sent
again; readers choose otherwise, sign up and leave.
Several faults wait at once, of AWS, of functions and of servers outside; SNS is out of order while digests are cut;
reads lag; calls of the pollers get lost, so that messages come late, twice and in another order; clocks jump and are
off; two schedulers run at once; functions are deployed; messages come that nobody can read; seasons pass, in which
rows expire. Then everything gets well and four days pass,
simulated, and what each reader was told is held against the model (\`test/faults/model\`), which knows the history
and [the law](promise.md), and none of the code.

| | |
| --- | --- |
| histories asked for, and played | ${seeds}, ${sown.length} |
| of which came to nothing | ${sown.filter(({ nothing }) => nothing !== undefined).length} |
| steps | ${sown.reduce((sum, { steps }) => sum + steps, 0)} |
| broke the promise | ${sown.filter(isBroken).length} |
| lost, repeated, leaked, left | ${cells(sown.flatMap(({ breaches }) => breaches)).replaceAll(' | ', ', ')} |
| seconds, in five processes | ${seconds} |
${nothings(sown.map(({ seed, nothing }) => ({ nothing, words: `seed ${seed}` })))}${sown
  .filter(isBroken)
  .map(brokenSeed)
  .join('')}`;

const brokenSeed = ({ seed, breaches, shortest }: Sown): string =>
  `\n### Seed ${seed}\n${breaches.map(({ words }) => `- ${words}`).join('\n')}\n\n` +
  `\`\`\`\n${linesOf(shortest ?? [])}\n\`\`\`\n`;
