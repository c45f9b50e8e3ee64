import * as z from 'zod/mini';
import { articleEventTypes, eventTypes, eventVersion, isOfComment } from '../../../articles/event.ts';
import { annotated, instantText, named } from '../annotated.ts';
import { ninjsSchema } from './ninjs.ts';

const sourceSchema = z.object({
  id: annotated(z.string(), 'The publisher, as filters name it.', 'eurasia'),
  name: annotated(z.string(), "The publisher's name.", 'Eurasia Media Network'),
  url: z.optional(annotated(z.url(), "The publisher's own site.", 'https://eurasia.example/')),
});

const topicSchema = z.object({
  slug: annotated(z.string(), 'The topic, as filters name it.', 'transport'),
  name: annotated(z.string(), 'Its name for people.', 'Transport'),
});

const imageSchema = z.object({
  url: annotated(z.url(), 'The picture.', 'https://eurasia.example/rail.jpg'),
  width: z.optional(annotated(z.int(), 'In pixels.', 1600)),
  height: z.optional(annotated(z.int(), 'In pixels.', 900)),
  alt: z.optional(annotated(z.string(), 'What it shows, in words.', 'A train crosses the steppe.')),
});

const enclosureSchema = z.object({
  url: annotated(z.url(), 'The file, where its publisher keeps it.', 'https://eurasia.example/rail.mp3'),
  type: z.optional(annotated(z.string(), "Its media type, by the publisher's word.", 'audio/mpeg')),
  lengthBytes: z.optional(annotated(z.int(), "Its size, by the publisher's word.", 4_718_592)),
});

const correctionSchema = z.object({
  at: instantText('When it was corrected.'),
  line: annotated(z.string(), 'What was corrected, in words.', 'An earlier version gave a wrong date.'),
});

/** One version of an article, as webhooks and the pull API carry it. */
export const articleSchema = named(
  'Article',
  z.object({
    id: annotated(z.string(), 'The article, in all its versions.', '0123456789abcdef0123456789abcdef'),
    version: annotated(z.int(), 'Rises with every change. Drop what is older than what you have.', 1),
    title: annotated(z.string(), 'Plain text. Empty where the publisher gave none.', 'Rail link reopens'),
    summary: annotated(z.string(), 'Plain text.', 'Trains run again.'),
    content: z.optional(
      annotated(
        z.string(),
        'HTML, safe to show. Webhooks carry it where `content` is `full`.',
        '<p>Trains run again.</p>',
      ),
    ),
    url: z.optional(
      annotated(z.url(), "The article at its publisher's: link to it as canonical.", 'https://eurasia.example/story-1'),
    ),
    source: annotated(sourceSchema, 'Who published it.'),
    attribution: annotated(z.string(), 'Print this line wherever the article is.', 'Source: Eurasia Media Network'),
    authors: annotated(z.array(z.string()), 'Names, as the publisher wrote them.', ['A. Writer']),
    topics: annotated(z.array(topicSchema), 'What it is about.'),
    language: z.optional(annotated(z.string(), 'BCP 47, in lower case.', 'en-gb')),
    image: z.optional(annotated(imageSchema, 'Its main picture.')),
    enclosures: z.optional(
      annotated(z.array(enclosureSchema), 'Audio, video and other files that go with it. At most 20.'),
    ),
    rights: z.optional(annotated(z.string(), "The publisher's line on rights.", '© Eurasia Media Network')),
    published: z.optional(instantText("The publisher's date.")),
    updated: z.optional(instantText("When the publisher last changed it, by the publisher's own word.")),
    corrections: z.optional(
      annotated(
        z.array(correctionSchema),
        'What the editors who syndicate it have corrected, the last one last: print the lines with the article.',
      ),
    ),
    backlog: z.optional(
      annotated(
        z.literal(true),
        'The article was old when Caravan first saw it: it is no news. A filter with `"backlog": false` declines such articles.',
      ),
    ),
    reason: z.optional(annotated(z.string(), 'Of a withdrawal only: why.', 'withdrawn by the publisher')),
    takenBack: z.optional(
      annotated(z.literal(true), 'The article was withdrawn after this version: take it off your site.'),
    ),
  }),
  'One version of an article.',
);
export type ArticleData = z.infer<typeof articleSchema>;

const eventTypeSchema = annotated(z.enum(articleEventTypes), 'What happened.', 'article.published');

const announcementSchema = named(
  'Announcement',
  z.object({
    type: eventTypeSchema,
    at: instantText('When it happened.'),
    data: annotated(z.union([articleSchema, ninjsSchema]), 'The article, as `format` asks.'),
  }),
  'One version of an article, as it was announced.',
);
export type ApiAnnouncement = z.infer<typeof announcementSchema>;

export const pageSchema = named(
  'ArticlePage',
  z.object({
    articles: annotated(
      z.array(announcementSchema),
      'In the order in which they were announced. May be empty while `more` is true.',
    ),
    next: annotated(
      z.string(),
      'Give this as `cursor` to go on from here. It is there at the end, too: poll with it.',
      'AQAAAAAAKgAAAAAAAOOwxEKY_Bw',
    ),
    more: annotated(z.boolean(), 'Whether there is more already: if so, ask again at once.', false),
  }),
  'A part of everything that was announced.',
);

/** An approved comment, as webhooks and the pull API carry it. */
export const commentSchema = named(
  'Comment',
  z.object({
    id: annotated(z.string(), 'The comment.', 'fedcba9876543210fedcba9876543210'),
    article: annotated(
      z.object({ id: z.string(), title: z.optional(z.string()), url: z.optional(z.url()) }),
      'The article that it stands under. It goes when that is withdrawn.',
      { id: '0123456789abcdef0123456789abcdef', title: 'The train crosses the steppe', url: 'https://news.example/x' },
    ),
    url: z.optional(annotated(z.url(), 'Where it stands.', 'https://news.example/x#comment-1')),
    name: z.optional(annotated(z.string(), 'Whoever wrote it, as they call themselves. Plain text.', 'Leyla')),
    text: z.optional(annotated(z.string(), 'Plain text; an empty line ends a paragraph.', 'Well said.')),
    sentAt: z.optional(instantText('When it was written.')),
  }),
  'A comment of a reader that a person has approved. Of one that was taken back, only what it was.',
);
export type CommentData = z.infer<typeof commentSchema>;

export const commentsSchema = named(
  'Comments',
  z.object({
    comments: annotated(z.array(commentSchema), 'Those that readers see, the oldest first.'),
    more: annotated(z.boolean(), 'Whether there are older ones, which are not here.', false),
  }),
  'The comments of an article.',
);

/** Types of webhooks. */
export const webhookTypes = [...eventTypes, 'webhook.test'] as const;
export type WebhookType = (typeof webhookTypes)[number];

/** The body of a webhook of this type. */
export const webhookBodySchema = (type: WebhookType) =>
  z.object({
    type: z.literal(type),
    timestamp: instantText('When it happened.'),
    eventVersion: annotated(
      z.literal(eventVersion),
      'The version of this form. It rises where a receiver has to change.',
      eventVersion,
    ),
    data: type !== 'webhook.test' && isOfComment(type) ? commentSchema : articleSchema,
  });
