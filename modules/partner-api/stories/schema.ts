import * as z from 'zod/mini';
import { topicOf } from '../../../platform/values/topic.ts';
import type { RawItem } from '../../feed-reading/raw.ts';
import { isLanguage } from '../webhooks/rules.ts';
import { annotated, givenInstant, message, named } from '../schemas/annotated.ts';

/** Sanitised, it must fit a row of DynamoDB. */
export const mostStoryBytes = 1_048_576;

const text = (most: number, description: string, ...examples: string[]) =>
  annotated(z.string().check(z.minLength(1), z.maxLength(most)), description, ...examples);
const address = (description: string, example: string) =>
  annotated(
    z.url({ protocol: /^https?$/, ...message('must be an address that begins with https://') }),
    description,
    example,
  );
const isTopic = z.refine<string>((name) => topicOf(name) !== undefined, message('must be a name'));

const bodySchema = named(
  'Story',
  z.strictObject({
    title: text(500, 'Plain text.', 'The old port opens again'),
    content: annotated(
      z.string(),
      'HTML: what could do harm on a page is taken out.',
      '<p>After eight years of works.</p>',
    ),
    summary: z.optional(
      text(1_000, 'Plain text. Without it, the beginning of the content.', 'Eight years of works are over.'),
    ),
    url: z.optional(address("The story's page at yours: readers are led there.", 'https://desk.example/port')),
    authors: z.optional(
      annotated(z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(20)), 'Names.', [
        'Leyla Aliyeva',
      ]),
    ),
    topics: z.optional(
      annotated(z.array(z.string().check(z.maxLength(100), isTopic)).check(z.maxLength(30)), 'Names of topics.', [
        'Culture',
      ]),
    ),
    language: z.optional(
      annotated(
        z.string().check(z.refine(isLanguage, message('must be a canonical BCP 47 tag, such as "en" or "pt-BR"'))),
        'BCP 47.',
        'en',
      ),
    ),
    image: z.optional(
      annotated(
        z.strictObject({
          url: address('The picture.', 'https://desk.example/port.jpg'),
          alt: text(300, 'What it shows, for those who cannot see it.', 'The port at dawn'),
          credit: z.optional(text(300, 'Who made it.', 'R. Mammadov')),
          width: z.optional(annotated(z.int().check(z.gte(1)), 'In pixels.', 1600)),
          height: z.optional(annotated(z.int().check(z.gte(1)), 'In pixels.', 900)),
        }),
        'Its main picture.',
      ),
    ),
    published: z.optional(givenInstant('When you published it. One of long ago is backlog.')),
    embargoUntil: z.optional(givenInstant('Nobody sees it before.')),
    expiresAt: z.optional(givenInstant('It is withdrawn everywhere then.')),
    rights: z.optional(text(500, 'A line on rights.', '© The Desk')),
  }),
  'A story as its publisher gives it.',
);

/** A story in JSON, as an item of a feed. */
export const storySchema = z.pipe(
  bodySchema,
  z.transform(
    ({
      title,
      content,
      summary,
      url,
      authors = [],
      topics = [],
      language,
      image,
      published,
      embargoUntil,
      expiresAt,
      rights,
    }): RawItem => ({
      links: url === undefined ? [] : [url],
      title: { text: title, kind: 'plain' },
      content: { text: content, kind: 'html' },
      ...(summary !== undefined && { summary: { text: summary, kind: 'plain' as const } }),
      authors,
      topics,
      language,
      images: image === undefined ? [] : [image],
      enclosures: [],
      published,
      embargoes: embargoUntil === undefined ? [] : [embargoUntil],
      expiresAt,
      rights,
    }),
  ),
);
