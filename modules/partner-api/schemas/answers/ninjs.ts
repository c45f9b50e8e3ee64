import * as z from 'zod/mini';
import { annotated, instantText, named } from '../annotated.ts';

/** A text with what it is for: ninjs has several of one kind. */
const words = (role: string, example: string, contentType = 'text/plain') =>
  z.array(
    z.object({
      role: annotated(z.string(), 'What it is for.', role),
      contentType: annotated(z.string(), 'Its media type.', contentType),
      value: annotated(z.string(), 'The text.', example),
    }),
  );

const topicSchema = z.object({
  name: annotated(z.string(), 'Its name for people.', 'Transport'),
  literal: annotated(z.string(), 'Its slug.', 'transport'),
});

const fileSchema = z.object({
  name: annotated(z.string(), 'Always `main`.', 'main'),
  href: annotated(z.string(), 'The file: `url` of an `image` or an enclosure.', 'https://eurasia.example/rail.jpg'),
  contentType: z.optional(annotated(z.string(), '`type` of an enclosure.', 'image/jpeg')),
  sizeInBytes: z.optional(annotated(z.int(), '`lengthBytes` of an enclosure.', 204_800)),
  width: z.optional(annotated(z.int(), '`image.width`, in pixels.', 1600)),
  height: z.optional(annotated(z.int(), '`image.height`, in pixels.', 900)),
});

const associationSchema = z.object({
  name: annotated(z.string(), '`Main picture`, or `Enclosure 1` and so on.', 'Main picture'),
  uri: annotated(z.string(), '`url` of the `image` or the enclosure.', 'https://eurasia.example/rail.jpg'),
  type: z.optional(annotated(z.enum(['picture', 'audio', 'video']), "By the file's media type.", 'picture')),
  descriptions: z.optional(annotated(words('alt', 'A train crosses the steppe.'), '`image.alt`.')),
  renditions: annotated(z.array(fileSchema), 'The file itself.'),
});

/** Each member says which of an `Article`'s it comes from. */
export const ninjsSchema = named(
  'Ninjs',
  z.object({
    uri: annotated(
      z.string(),
      '`id`, as a UUID of version 8 (RFC 9562): the same in all versions.',
      'urn:uuid:01234567-89ab-8def-8123-456789abcdef',
    ),
    type: annotated(z.literal('text'), 'Always `text`.', 'text'),
    standard: annotated(
      z.object({ name: z.literal('ninjs'), version: z.literal('3.0'), schema: z.string() }),
      'The form, and its schema at the IPTC.',
      { name: 'ninjs', version: '3.0', schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json' },
    ),
    representationType: annotated(z.enum(['full', 'partial']), '`partial` where there is no `content`.', 'full'),
    version: annotated(z.string(), '`version`, as text.', '1'),
    versionCreated: instantText('`at` of the announcement.'),
    contentCreated: z.optional(instantText('`published`.')),
    pubStatus: annotated(
      z.enum(['usable', 'canceled']),
      '`canceled` in `article.withdrawn`, and with `takenBack`: take it off your site.',
      'usable',
    ),
    language: z.optional(annotated(z.string(), '`language`.', 'en-gb')),
    title: z.optional(annotated(z.string(), '`title`; none where it is empty.', 'Rail link reopens')),
    headlines: z.optional(annotated(words('main', 'Rail link reopens'), '`title` once more.')),
    by: z.optional(annotated(z.string(), '`authors`, with commas between.', 'A. Writer')),
    descriptions: z.optional(
      annotated(
        words('summary', 'Trains run again.'),
        '`summary` under the role `summary`; each line of `corrections` under `correction`: print those.',
      ),
    ),
    bodies: z.optional(annotated(words('main', '<p>Trains run again.</p>', 'text/html'), '`content`.')),
    subjects: z.optional(annotated(z.array(topicSchema), '`topics`.')),
    infoSources: annotated(
      z.array(z.object({ name: z.string(), literal: z.string(), uri: z.optional(z.string()) })),
      '`source`: its `name`, `id` and `url`.',
      [{ name: 'Eurasia Media Network', literal: 'eurasia', uri: 'https://eurasia.example/' }],
    ),
    altIds: annotated(z.array(z.object({ role: z.literal('caravan'), value: z.string() })), '`id` as it is.', [
      { role: 'caravan', value: '0123456789abcdef0123456789abcdef' },
    ]),
    renditions: z.optional(
      annotated(
        z.array(z.object({ name: z.literal('web'), href: z.string(), contentType: z.literal('text/html') })),
        "`url`: the article at its publisher's; link to it as canonical.",
        [{ name: 'web', href: 'https://eurasia.example/story-1', contentType: 'text/html' }],
      ),
    ),
    associations: z.optional(
      annotated(z.array(associationSchema), '`image`, then `enclosures` but the picture itself.'),
    ),
    copyrightHolder: annotated(z.string(), '`source.name`.', 'Eurasia Media Network'),
    copyrightNotice: z.optional(annotated(z.string(), '`rights`.', '© Eurasia Media Network')),
    usageTerms: annotated(
      z.string(),
      '`attribution`, with the request to print it.',
      'Print this line with the article: Source: Eurasia Media Network',
    ),
    edNote: z.optional(
      annotated(z.string(), '`reason` of a withdrawal, or that it is `backlog`.', 'withdrawn by the publisher'),
    ),
  }),
  'An article as IPTC ninjs 3.0. `updated` has no place there.',
);
export type NinjsData = z.infer<typeof ninjsSchema>;
