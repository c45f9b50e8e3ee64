import fc from 'fast-check';
import type { FaultKind } from '../../../local/gateway/faults.ts';
import { desk, deskSagas } from './deskHistory.ts';
import type { DeskStep } from './deskHistory.ts';
import { askedAgain, onLicence, partnerSteps } from './partnerHistory.ts';
import type { PartnerStep } from './partnerHistory.ts';

/**
 * What happens in a random life, a step after the other. Small numbers name things, so that a history reads and shrinks
 * well.
 */
export type Step =
  /** A publisher writes a story, corrects the one it has, or lists again what it took back. */
  | {
      readonly do: 'write';
      readonly by: Publisher;
      readonly story: number;
      readonly topics?: number;
      readonly language?: (typeof languages)[number];
      readonly embargo?: (typeof embargoes)[number];
      readonly expires?: (typeof expiries)[number];
      readonly dated?: (typeof dates)[number];
    }
  /** A publisher takes a story back, amid so many others that nobody has heard of. */
  | { readonly do: 'withdraw'; readonly by: Publisher; readonly story: number; readonly amid?: number }
  /** A publisher gives a story other words, one poll after the other. */
  | { readonly do: 'rewrite'; readonly by: Publisher; readonly story: number; readonly times: number }
  /** The publisher's next answers are of no use, or of little. */
  | { readonly do: 'flap'; readonly by: Publisher; readonly answer: (typeof answers)[number]; readonly times: number }
  /** From now on the publisher's feed changes at each poll in what nobody notices. */
  | { readonly do: 'noise'; readonly by: Publisher }
  /** Texts are read from the pages of the publisher's articles from now on, which give this to who asks. */
  | { readonly do: 'pages'; readonly by: Publisher; readonly give: (typeof gifts)[number] }
  /** The operator gives a command about a story, or gives its source another name. */
  | { readonly do: 'operate'; readonly act: (typeof acts)[number]; readonly by: Publisher; readonly story: number }
  /** Somebody comments on a story and a person approves it; or the last of its comments is taken back. */
  | {
      readonly do: 'comment';
      readonly by: Publisher;
      readonly story: number;
      readonly act: (typeof judgements)[number];
    }
  | DeskStep
  | PartnerStep
  | { readonly do: 'pass'; readonly minutes: number }
  /** Forty-five days pass, with schedules that run every nine. */
  | { readonly do: 'season' }
  /** All schedules run, twice at once where two schedulers are up. */
  | { readonly do: 'tick'; readonly twice: boolean }
  /** All schedules run, and the clock jumps while they do. */
  | { readonly do: 'jump'; readonly seconds: number }
  /** All schedules run, and the partner's site that pulls asks time and again while they do. */
  | { readonly do: 'pull' }
  /** Digests are due; SNS does not take what is published at that moment. */
  | { readonly do: 'edge'; readonly by: Publisher; readonly story: number }
  /** Reads that need not be consistent lag from now on. */
  | { readonly do: 'lag'; readonly seed: number }
  /** A function is put up anew, on hosts whose clocks are off. */
  | { readonly do: 'deploy'; readonly of: number; readonly skewSeconds: number }
  /** One of the next calls of a function meets a fault. */
  | { readonly do: 'break'; readonly of: number; readonly nth: number; readonly kind: FaultKind }
  /** One of the next requests to a server outside meets a fault. */
  | { readonly do: 'cut'; readonly server: (typeof servers)[number]; readonly nth: number; readonly kind: FaultKind }
  /** One of the next calls of the pollers gets lost. */
  | { readonly do: 'lose'; readonly call: 'receive' | 'delete' | 'checkpoint'; readonly nth: number }
  /** A message comes that nobody can read. */
  | { readonly do: 'poison'; readonly queue: number }
  /** Somebody empties a queue. */
  | { readonly do: 'purge'; readonly queue: number }
  /** The feed programs renew what they have subscribed to. */
  | { readonly do: 'renew' }
  /** Who is new does what comes next: signs up, confirms, or leaves where that got no answer. */
  | { readonly do: 'goOn' }
  /** A reader of digests chooses otherwise; the last of them is who is new. */
  | { readonly do: 'choose'; readonly reader: number; readonly choice: number }
  /** A reader wants no more. */
  | { readonly do: 'leave'; readonly reader: number };
export type History = readonly Step[];
/** For each kind of step, how it is done. */
export type Deeds = { readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => unknown };
export type Publisher = 'north' | 'south';

/**
 * Of what a story says besides its title, `keep` is what it said before; what is usual stands twice. The times that
 * nobody can read, or that lack their zone, are those that publishers write.
 */
const embargoes = ['keep', 'keep', 'none', 'none', 'hours', 'season', 'unreadable', 'zoneless'] as const;
const expiries = ['keep', 'none', 'none', 'hours', 'season'] as const;
const dates = ['none', 'none', 'now', 'old'] as const;
const languages = ['en', 'en-gb', 'az', 'none'] as const;
const answers = [500, 503, 429, 404, 'cut', 'nonsense', 'empty', 'heavy', 'cut-gzip', 'wall', 'moved'] as const;
const gifts = ['text', 'text', 'slow', 'cut', 500, 429, 'wall', 'wall', 'robots'] as const;
const acts = ['withdraw', 'restore', 'embargo', 'release', 'rename', 'correct'] as const;
const judgements = ['approve', 'reject', 'erase'] as const;
const servers = ['north', 'south', 'healthy', 'flaky', 'slow', 'program', 'callback', 'hub'] as const;
const storiesOf = 3;

const by = fc.constantFrom<Publisher>('north', 'south');
const story = fc.nat(storiesOf - 1);
const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const one = <T extends string>(what: T) => fc.constant(what);
const about = { by, story };
const write = fc.record({
  do: one('write'),
  ...about,
  topics: fc.nat(3),
  language: fc.constantFrom(...languages),
  dated: fc.constantFrom(...dates),
  embargo: fc.constantFrom(...embargoes),
  expires: fc.constantFrom(...expiries),
});
const withdraw = fc.record({ do: one('withdraw'), ...about });
const operate = fc.record({ do: one('operate'), act: fc.constantFrom(...acts), ...about });
const comment = fc.record({
  do: one('comment'),
  ...about,
  act: fc.constantFrom('approve', 'approve', ...judgements),
});
const tick = fc.record({ do: one('tick'), twice: fc.boolean() });
const pass = fc.record({ do: one('pass'), minutes: fc.constantFrom(1, 4, 7, 11, 25, 70, 600) });
const pages = fc.record({ do: one('pages'), by, give: fc.constantFrom(...gifts) });
/** A story whose page is asked for. */
const onItsPage = fc
  .tuple(pages, write)
  .map(([first, second]): readonly Step[] => [first, { ...second, by: first.by }, { do: 'tick', twice: false }]);
/** An operator who takes a story back, and then thinks better of it. */
const regret = operate.map((first): readonly Step[] => [
  { ...first, act: 'withdraw' },
  { do: 'tick', twice: false },
  { ...first, act: 'restore' },
]);
/** An operator's words, which the publisher's next ones do not undo. */
const inOwnWords = fc
  .tuple(operate, write)
  .map(([first, next]): readonly Step[] => [
    { ...first, act: 'correct' },
    { do: 'tick', twice: false },
    next,
    { do: 'tick', twice: false },
  ]);
const turns = fc.oneof(
  { weight: 5, arbitrary: write.map((single): readonly Step[] => [single]) },
  { weight: 2, arbitrary: withdraw.map((single): readonly Step[] => [single]) },
  { weight: 4, arbitrary: operate.map((single): readonly Step[] => [single]) },
  { weight: 2, arbitrary: regret },
  { weight: 2, arbitrary: inOwnWords },
  { weight: 1, arbitrary: pass.map((single): readonly Step[] => [single]) },
  { weight: 1, arbitrary: comment.map((single): readonly Step[] => [single]) },
);
/** What becomes of one story, mostly polled in between: what goes wrong by turns of one article takes several. */
const saga = fc
  .tuple(by, story, fc.array(fc.tuple(turns, fc.nat(3)), { minLength: 2, maxLength: 4 }))
  .map(([whose, which, parts]) =>
    parts.flatMap(([part, polled]): Step[] => [
      ...part.map((turn) => ({ ...turn, ...('story' in turn && { by: whose, story: which }) })),
      ...(polled > 0 ? [{ do: 'tick' as const, twice: false }] : []),
    ]),
  );
const steps = fc.oneof(
  step(7, write),
  step(2, withdraw),
  step(1, fc.record({ do: one('rewrite'), ...about, times: fc.integer({ min: 5, max: 9 }) })),
  step(
    2,
    fc.record({ do: one('flap'), by, answer: fc.constantFrom(...answers), times: fc.integer({ min: 1, max: 3 }) }),
  ),
  step(2, fc.record({ do: one('noise'), by })),
  step(1, pages),
  step(3, operate),
  step(2, comment),
  step(4, desk),
  step(7, partnerSteps),
  step(2, pass),
  step(1, fc.record({ do: one('season') })),
  step(7, tick),
  step(1, fc.record({ do: one('jump'), seconds: fc.constantFrom(-45, 20, 90, 280) })),
  step(1, fc.record({ do: one('pull') })),
  step(1, fc.record({ do: one('edge'), by, story })),
  step(1, fc.record({ do: one('lag'), seed: fc.nat(99) })),
  step(1, fc.record({ do: one('deploy'), of: fc.nat(99), skewSeconds: fc.integer({ min: -20, max: 20 }) })),
  step(
    5,
    fc.record({
      do: one('break'),
      of: fc.nat(99),
      nth: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom<FaultKind>(
        'fail',
        'throttle',
        'timeout-before',
        'timeout-after',
        'kill-before',
        'kill-after',
        'late',
      ),
    }),
  ),
  step(
    2,
    fc.record({
      do: one('cut'),
      server: fc.constantFrom(...servers),
      nth: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom<FaultKind>('timeout-before', 'timeout-after', 'kill-before', 'kill-after'),
    }),
  ),
  step(
    2,
    fc.record({
      do: one('lose'),
      call: fc.constantFrom('receive', 'delete', 'checkpoint'),
      nth: fc.integer({ min: 1, max: 6 }),
    }),
  ),
  step(1, fc.record({ do: one('poison'), queue: fc.nat(99) })),
  step(1, fc.record({ do: one('purge'), queue: fc.nat(99) })),
  step(1, fc.record({ do: one('renew') })),
  step(3, fc.record({ do: one('goOn') })),
  step(1, fc.record({ do: one('choose'), reader: fc.nat(2), choice: fc.nat(3) })),
  step(1, fc.record({ do: one('leave'), reader: fc.nat(2) })),
);

/** A day that begins as every day does, and then anything. */
export const histories: fc.Arbitrary<History> = fc
  .array(
    fc.oneof(
      { weight: 18, arbitrary: steps.map((single): readonly Step[] => [single]) },
      { weight: 2, arbitrary: saga },
      { weight: 1, arbitrary: onItsPage },
      { weight: 4, arbitrary: deskSagas },
      { weight: 1, arbitrary: onLicence },
      { weight: 1, arbitrary: askedAgain },
    ),
    { minLength: 6, maxLength: 20, size: 'max' },
  )
  .map((rest) => [
    { do: 'write', by: 'north', story: 0 },
    { do: 'write', by: 'south', story: 0 },
    { do: 'tick', twice: false },
    { do: 'goOn' },
    ...rest.flat(),
  ]);

/** A history on one line a step, to read, and to paste into a test. */
export const linesOf = (history: History): string =>
  `[\n${history.map((step) => `  ${JSON.stringify(step)},`).join('\n')}\n]`;
