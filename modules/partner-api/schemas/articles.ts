import * as z from 'zod/mini';
import { eventVersion } from '../../articles/event.ts';
import { articleEventTypes } from '../../articles/eventTypes.ts';
import { instantText, named, said } from './said.ts';

const sourceSchema = z.object({
  id: said(z.string(), 'The publisher, as filters name it.', 'eurasia'),
  name: said(z.string(), "The publisher's name.", 'Eurasia Media Network'),
  url: z.optional(said(z.url(), "The publisher's own site.", 'https://eurasia.example/')),
});

const topicSchema = z.object({
  slug: said(z.string(), 'The topic, as filters name it.', 'transport'),
  name: said(z.string(), 'Its name for people.', 'Transport'),
});

const imageSchema = z.object({
  url: said(z.url(), 'The picture.', 'https://eurasia.example/rail.jpg'),
  width: z.optional(said(z.int(), 'In pixels.', 1600)),
  height: z.optional(said(z.int(), 'In pixels.', 900)),
  alt: z.optional(said(z.string(), 'What it shows, in words.', 'A train crosses the steppe.')),
});

const enclosureSchema = z.object({
  url: said(z.url(), 'The file, where its publisher keeps it.', 'https://eurasia.example/rail.mp3'),
  type: z.optional(said(z.string(), "Its media type, by the publisher's word.", 'audio/mpeg')),
  lengthBytes: z.optional(said(z.int(), "Its size, by the publisher's word.", 4_718_592)),
});

/** What is said of one version of an article: by webhooks and by the pull API alike. */
export const articleSchema = named(
  'Article',
  z.object({
    id: said(z.string(), 'The article, in all its versions.', '0123456789abcdef0123456789abcdef'),
    version: said(z.int(), 'Rises with every change. Drop what is older than what you have.', 1),
    title: said(z.string(), 'Plain text. Empty where the publisher gave none.', 'Rail link reopens'),
    summary: said(z.string(), 'Plain text.', 'Trains run again.'),
    content: z.optional(
      said(z.string(), 'HTML, safe to show. Webhooks carry it where `content` is `full`.', '<p>Trains run again.</p>'),
    ),
    url: z.optional(
      said(z.url(), "The article at its publisher's: link to it as canonical.", 'https://eurasia.example/story-1'),
    ),
    source: said(sourceSchema, 'Who published it.'),
    attribution: said(z.string(), 'Print this line wherever the article is.', 'Source: Eurasia Media Network'),
    authors: said(z.array(z.string()), 'Names, as the publisher wrote them.', ['A. Writer']),
    topics: said(z.array(topicSchema), 'What it is about.'),
    language: z.optional(said(z.string(), 'BCP 47, in lower case.', 'en-gb')),
    image: z.optional(said(imageSchema, 'Its main picture.')),
    enclosures: z.optional(said(z.array(enclosureSchema), 'Audio, video and other files that go with it. At most 20.')),
    rights: z.optional(said(z.string(), "The publisher's line on rights.", '© Eurasia Media Network')),
    published: z.optional(instantText("The publisher's date.")),
    updated: z.optional(instantText("When the publisher last changed it, by the publisher's own word.")),
    backlog: z.optional(
      said(
        z.literal(true),
        'The article was old when Caravan first saw it: it is no news. A filter with `"backlog": false` declines such articles.',
      ),
    ),
    reason: z.optional(said(z.string(), 'Of a withdrawal only: why.', 'withdrawn by the publisher')),
    takenBack: z.optional(
      said(z.literal(true), 'The article was withdrawn after this version: its story is not told any more.'),
    ),
  }),
  'One version of an article.',
);
export type ArticleData = z.infer<typeof articleSchema>;

export const ninjsSchema = named(
  'Ninjs',
  z.looseObject({ uri: said(z.string(), 'The article for ever.', 'urn:uuid:01234567-89ab-8def-8123-456789abcdef') }),
  'An article as IPTC ninjs 3.0.',
);

const eventTypeSchema = said(z.enum(articleEventTypes), 'What happened.', 'article.published');

const announcementSchema = named(
  'Announcement',
  z.object({
    type: eventTypeSchema,
    at: instantText('When it happened.'),
    data: said(z.union([articleSchema, ninjsSchema]), 'The article, as `format` asks.'),
  }),
  'One version of an article, as it was announced.',
);
export type ApiAnnouncement = z.infer<typeof announcementSchema>;

export const pageSchema = named(
  'ArticlePage',
  z.object({
    articles: said(
      z.array(announcementSchema),
      'In the order in which they were announced. May be empty while `more` is true.',
    ),
    next: said(
      z.string(),
      'Give this as `cursor` to go on from here. It is there at the end, too: poll with it.',
      'AQAAAAAAKgAAAAAAAOOwxEKY_Bw',
    ),
    more: said(z.boolean(), 'Whether there is more already: if so, ask again at once.', false),
  }),
  'A part of everything that was announced.',
);

/** The body of a webhook of this type. */
export const webhookBodySchema = (type: (typeof articleEventTypes)[number] | 'webhook.test') =>
  z.object({
    type: z.literal(type),
    timestamp: instantText('When it happened.'),
    eventVersion: said(
      z.literal(eventVersion),
      'The version of this form. It rises where a receiver has to change.',
      eventVersion,
    ),
    data: articleSchema,
  });
