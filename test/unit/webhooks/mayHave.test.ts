import { isEnded, mayHave } from '../../../modules/webhooks/deliver/standings.ts';
import type { Delivery } from '../../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import { instant, secondsOf } from '../../../platform/values/time.ts';
import { aDelivery, anArticle, anAnnouncedVersion, anEndpoint, at } from '../../helpers/records.ts';

const now = new Date('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => instant(new Date(now.getTime() - hours * 3_600_000));
/** The first version, announced so many hours ago, with its row of the ledger. */
const first = (hours: number, row?: Partial<Delivery>) => {
  const article = anArticle({ changedAt: hoursAgo(hours) });
  return [
    {
      announcedVersion: { ...anAnnouncedVersion(1, article), loggedAt: secondsOf(hoursAgo(hours)) },
      row: row && aDelivery(row),
    },
  ];
};
const old = at('2026-01-01T00:00:00Z');

test.each<[string, ReturnType<typeof first>, Partial<Endpoint>, boolean]>([
  ['it was sent', first(24, { status: 'delivered', attempts: 1 }), {}, true],
  ['a try failed, whose request may have arrived', first(24, { status: 'failed', attempts: 3 }), {}, true],
  ['it waited, unposted', first(24, { status: 'pending', attempts: 0 }), {}, false],
  ['it was closed unsent', first(24, { status: 'superseded', attempts: 0 }), {}, false],
  [
    'it was closed unsent after a worker had died with it',
    first(24, { status: 'superseded', attempts: 0, unsure: true }),
    {},
    true,
  ],
  ['no row stands where the reconciler has been', first(24), {}, false],
  ['it asks for ends alone, and has its articles from elsewhere', first(24), { events: ['article.withdrawn'] }, true],
  ['no row stands yet', first(1), {}, true],
  ['no row stands any more', first(29 * 24), { createdAt: old }, true],
  ['it was made later', first(1), { createdAt: hoursAgo(0.5) }, false],
  ['it was disabled then', first(1), { createdAt: old, past: [{ until: hoursAgo(0.5) }] }, false],
  [
    'it asked for something else then',
    first(1),
    { createdAt: old, past: [{ until: hoursAgo(0.5), filter: { topics: ['sport'] } }] },
    false,
  ],
])('whoever may have an article is told of its end: %s', (_, earlier, endpoint, expected) => {
  expect(mayHave(anEndpoint({ createdAt: old, ...endpoint }), earlier, now)).toBe(expected);
});

test('where the beginning is forgotten, the end is told', () => {
  expect(mayHave(anEndpoint(), [], now)).toBe(true);
  const [{ announcedVersion }] = first(24) as [ReturnType<typeof first>[number]];
  expect(
    mayHave(
      anEndpoint(),
      [
        {
          announcedVersion: { ...announcedVersion, event: { ...announcedVersion.event, type: 'article.updated' } },
          row: undefined,
        },
      ],
      now,
    ),
  ).toBe(true);
});

test('who was told of the end by a narrowed filter is not told of it once more, unless something was told since', () => {
  const [one] = first(24, { status: 'delivered', attempts: 1 }) as [ReturnType<typeof first>[number]];
  const end = aDelivery({ end: true, status: 'delivered', attempts: 1 });
  expect(isEnded([{ ...one, end }])).toBe(true);
  expect(isEnded([{ ...one, end: { ...end, attempts: 0 } }])).toBe(false);
  expect(isEnded([{ ...one, end }, one])).toBe(false);
  expect(
    isEnded([
      { ...one, end },
      { ...one, row: undefined },
    ]),
  ).toBe(true);
  const [unsure] = first(24, { status: 'superseded', attempts: 0, unsure: true }) as [ReturnType<typeof first>[number]];
  expect(isEnded([{ ...one, end }, unsure])).toBe(false);
  expect(isEnded([])).toBe(false);
});
