import type { FeedDocument } from '../../modules/feed-reading/feedDocument.ts';
import type { StoredArticles } from '../../modules/sources/polling/storeArticles.ts';
import type { AnnouncedVersion } from '../../modules/articles/announcedVersions.ts';
import type { Article } from '../../modules/articles/article.ts';
import { eventOf } from '../../modules/articles/event.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import type { Source } from '../../modules/sources/source.ts';
import { firstDelivery } from '../../modules/webhooks/delivery.ts';
import type { Delivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { instant, secondsOf } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';

/** Rows for tests: whole, valid, and different only in what a test says. */
export const at = (time: string): Instant => instant(new Date(time));

export const anArticle = (but: Partial<Article> = {}): Article => ({
  id: '0123456789abcdef0123456789abcdef',
  version: 1,
  status: 'live',
  source: { id: 'eurasia', name: 'Eurasia Media Network', url: 'https://eurasia.example/' },
  attribution: 'Source: Eurasia Media Network',
  guid: 'story-1',
  url: 'https://eurasia.example/story-1',
  title: 'Rail link reopens',
  summary: 'Trains run again.',
  content: '<p>Trains run again.</p>',
  authors: ['A. Writer'],
  topics: [{ slug: 'transport', name: 'Transport' }],
  language: 'en',
  enclosures: [],
  published: at('2026-11-01T08:00:00Z'),
  contentHash: 'a'.repeat(32),
  firstSeen: at('2026-11-01T08:05:00Z'),
  listedAt: at('2026-11-01T08:00:00Z'),
  changedAt: at('2026-11-01T08:05:00Z'),
  ...but,
});

export const aSource = (but: Partial<Source> = {}): Source => ({
  ...newSource(
    { id: 'eurasia', name: 'Eurasia Media Network', url: 'https://eurasia.example/feed.xml' },
    new Date('2026-11-01T00:00:00Z'),
  ),
  ...but,
});

export const anEndpoint = (but: Partial<Endpoint> = {}): Endpoint => ({
  id: `wh_${'0'.repeat(24)}`,
  partnerId: 'caspian-times',
  url: 'https://partner.example/webhooks',
  events: ['article.published', 'article.updated', 'article.withdrawn'],
  filter: {},
  content: 'summary',
  signature: 'v1',
  secrets: [],
  status: 'enabled',
  createdAt: at('2026-11-01T00:00:00Z'),
  updatedAt: at('2026-11-01T00:00:00Z'),
  ...but,
});

export const aDelivery = (but: Partial<Delivery> = {}): Delivery => ({
  ...firstDelivery(
    {
      partnerId: 'caspian-times',
      endpointId: anEndpoint().id,
      articleId: anArticle().id,
      version: 1,
      seq: 1,
      type: 'article.published',
    },
    new Date('2026-11-01T08:05:01Z'),
  ),
  ...but,
});

/** What was announced of an article. */
export const anAnnouncedVersion = (seq: number, article = anArticle()): AnnouncedVersion => {
  const event = eventOf(undefined, article, article.changedAt);
  if (!event) throw new Error('Nothing is announced of this article.');
  return { seq, loggedAt: secondsOf(article.changedAt), event, content: article.content };
};

/** A document without items. */
export const aDocument = (but: Partial<FeedDocument> = {}): FeedDocument => ({
  format: 'rss',
  items: [],
  unchanged: [],
  around: '',
  sharesPages: false,
  withdrawn: [],
  notes: [],
  ...but,
});

/** What became of a document without news. */
export const storedNothing: StoredArticles = {
  created: 0,
  revised: 0,
  withdrawn: 0,
  quiet: 0,
  held: 0,
  onHold: 0,
  blocked: 0,
  blockedUnder: undefined,
  items: 0,
  published: [],
  secondsToNotice: [],
  heldUntil: undefined,
  pages: undefined,
  notes: [],
};
