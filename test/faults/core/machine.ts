import { leaked, left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import type { Stage } from '../stage.ts';
import { live } from './life.ts';
import type { End } from './end.ts';
import { record } from './points.ts';
import type { Company, Point, Recorded } from './points.ts';

/** What came of a fault. */
export interface Broken {
  readonly point: Point;
  /**
   * False where the life, which is not the same to the millisecond, came to fewer such calls: it proves nothing then.
   */
  readonly met: boolean;
  readonly breaches: readonly Breach[];
  /** Webhooks that came more than once, beyond those of the life without a fault. */
  readonly repeats: number;
  /** Why it came to nothing, where it did. */
  readonly nothing?: string;
}

/** What came of one life with some faults. */
export interface Borne {
  /** All of them were met. */
  readonly met: boolean;
  readonly breaches: readonly Breach[];
  readonly repeats: number;
}

/** The life without faults, and every place where it can be broken. */
export async function recordLife(stage: Stage): Promise<Recorded & { whole: End }> {
  await live(stage); // first starts of workers are not like later ones
  let whole: End | undefined;
  const recorded = await record(stage, async () => {
    whole = await live(stage);
  });
  return { ...recorded, whole: whole! };
}

/** Runs the life with the faults of a company, lets it settle, and compares. */
export async function breakAt(stage: Stage, company: Company, whole: End): Promise<Borne> {
  const { faults } = stage.caravan.twin;
  for (const point of company) {
    if (point.service === 'http') stage.requests.arm(point.operation, point.nth, point.kind);
    else faults.add({ ...point, ...(point.kind === 'throttle' && { times: 3 }) });
  }
  const end = await live(stage);
  const met = !stage.requests.pending && faults.pending === 0;
  faults.clear();
  stage.requests.clear();
  return { met, breaches: judge(end, whole, company), repeats: sum(end.repeats) - sum(whole.repeats) };
}

/** What of the promise does not hold at the end of a life with faults. */
export function judge(end: End, whole: End, company: Company): Breach[] {
  const [is, was] = [linesOf(end), linesOf(whole)];
  const isBroken = (name: string) => company.some((point) => point.function.includes(name));
  // Only who sends webhooks can send one twice: once more for each that it had sent and not yet written down.
  const allowed = isBroken('DeliveringDeliver') || isBroken('PartnerNotices') ? 1 : 0;
  // A sign-up that is taken or mailed and not yet written down is asked about once more: a question that comes twice
  // does no harm.
  const mayAsk = isBroken('SigningUp') ? 1 : 0;
  return [
    ...without(was, is).map((line) => lost(`missing: ${line}`)),
    ...without(is, was).map((line) => (line.startsWith('left') ? left(line) : leaked(`too much: ${line}`))),
    ...Object.entries(end.mostRepeats)
      .filter(([name, most]) => name !== 'failing' && most > (whole.mostRepeats[name] ?? 0) + allowed)
      .map(([name, most]) => repeated(`${name} heard one id ${most + 1} times`)),
    ...(end.mostAsked > whole.mostAsked + mayAsk
      ? [repeated(`somebody was asked ${end.mostAsked} times more than they signed up`)]
      : []),
  ];
}

const compared = [
  'rows',
  'feed',
  'found',
  'heard',
  'ledger',
  'pushed',
  'pulled',
  'readers',
  'mails',
  'pages',
  'contacted',
  'comments',
  'left',
] as const;

/** An end as lines, such as `heard healthy: article.published A v1`. */
const linesOf = (end: End): string[] =>
  compared.flatMap((part) => {
    const told: readonly string[] | Readonly<Record<string, readonly string[]>> = end[part];
    return Array.isArray(told)
      ? told.map((line) => `${part}: ${String(line)}`)
      : Object.entries(told).flatMap(([name, lines]) =>
          (lines as readonly string[]).map((line) => `${part} ${name}: ${line}`),
        );
  });

/** Each line as often as the one list has it more than the other. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((line) => {
    const index = rest.indexOf(line);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
