import fc from 'fast-check';

const partnerActs = ['disable', 'enable', 'recover', 'redeliver'] as const;

/** What partners do, by their place, and what the operator says of one of them. */
export type PartnerStep =
  /** A partner asks for something else, or does something with its webhook. */
  | { readonly do: 'ask'; readonly partner: number; readonly filter: number }
  | { readonly do: 'partner'; readonly partner: number; readonly act: (typeof partnerActs)[number] }
  /** A partner asks for so many posts in a minute at most; for 0, for as many as there are. */
  | { readonly do: 'pace'; readonly partner: number; readonly perMinute: number }
  /** The first partner moves its webhook while an attempt is under way, to which the old address answers then. */
  | { readonly do: 'move'; readonly answer: 204 | 410 | 500 }
  /** The operator says what the first partner may have. */
  | { readonly do: 'entitle'; readonly what: number };

const partner = fc.nat(2);
const entitle = fc.record({ do: fc.constant('entitle'), what: fc.nat(7) });
const ask = fc.record({ do: fc.constant('ask'), partner, filter: fc.nat(7) });
const act = fc.record({ do: fc.constant('partner'), partner, act: fc.constantFrom(...partnerActs) });

export const partnerSteps: fc.Arbitrary<PartnerStep> = fc.oneof(
  { weight: 4, arbitrary: ask },
  { weight: 5, arbitrary: act },
  { weight: 3, arbitrary: entitle },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pace'), partner, perMinute: fc.constantFrom(0, 10, 10, 30) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move'), answer: fc.constantFrom(204, 410, 500) }) },
);

const tick = { do: 'tick', twice: false } as const;

/** The operator limits the first partner, which tries what may bring what it has no more. */
export const onLicence: fc.Arbitrary<readonly (PartnerStep | typeof tick)[]> = fc
  .tuple(entitle, fc.constantFrom('recover', 'redeliver'), fc.constantFrom(0, 4), fc.option(entitle))
  .map(([limit, trial, filter, after]) => [
    limit,
    tick,
    { do: 'ask', partner: 0, filter },
    { do: 'partner', partner: 0, act: trial },
    tick,
    ...(after === null ? [] : [after]),
  ]);

/** A partner asks for something else, and then again, and corrections follow when it is clear which came first. */
export const askedAgain = fc
  .tuple(ask, ask)
  .map(
    ([first, then]) =>
      [
        first,
        tick,
        { ...then, partner: first.partner },
        { do: 'pass', minutes: 7 },
        { do: 'write', by: 'north', story: 0 },
        { do: 'write', by: 'south', story: 0 },
        tick,
      ] as const,
  );
