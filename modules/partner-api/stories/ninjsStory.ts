import * as z from 'zod/mini';
import type { RawItem, RawText } from '../../feed-reading/raw.ts';
import { annotated, givenInstant, message, named } from '../schemas/annotated.ts';

const worded = z.looseObject({
  role: z.optional(annotated(z.string(), 'What it is for.', 'main')),
  contentType: z.optional(annotated(z.string(), 'Its media type.', 'text/html')),
  value: annotated(z.string(), 'The text.', 'The old port opens again'),
});
type Worded = z.infer<typeof worded>;
const nameOf = z.looseObject({ name: annotated(z.string(), 'Its name.', 'Culture') });
const picture = z.looseObject({
  type: z.optional(annotated(z.string(), 'A picture is `picture`.', 'picture')),
  descriptions: z.optional(annotated(z.array(worded), 'The one whose role is `alt` says what it shows.')),
  by: z.optional(annotated(z.string(), 'Who made it.', 'R. Mammadov')),
  renditions: z.optional(
    annotated(
      z.array(
        z.looseObject({
          href: z.optional(annotated(z.string(), 'The file.', 'https://desk.example/port.jpg')),
          width: z.optional(annotated(z.int(), 'In pixels.', 1600)),
          height: z.optional(annotated(z.int(), 'In pixels.', 900)),
        }),
      ),
      'Its files, of which the first is shown.',
    ),
  ),
});

const bodySchema = named(
  'NinjsStory',
  z.looseObject({
    pubStatus: z.optional(
      annotated(
        z.literal(
          'usable',
          message('must be usable: DELETE takes a story back, and one that is withheld is not given yet'),
        ),
        'Whether it may be published.',
        'usable',
      ),
    ),
    headlines: annotated(z.array(worded).check(z.minLength(1)), 'The one whose role is `main`, or else the first.'),
    bodies: annotated(z.array(worded), 'The same. HTML where `contentType` is `text/html`.'),
    descriptions: z.optional(annotated(z.array(worded), 'The one whose role is `summary`, or else none.')),
    by: z.optional(annotated(z.string(), 'Names of authors, with commas between.', 'Leyla Aliyeva')),
    subjects: z.optional(annotated(z.array(nameOf), 'Topics, by their names.')),
    language: z.optional(annotated(z.string(), 'BCP 47.', 'en')),
    contentCreated: z.optional(givenInstant('When it was published.')),
    embargoed: z.optional(givenInstant('Nobody sees it before.')),
    expires: z.optional(givenInstant('It is withdrawn everywhere then.')),
    copyrightNotice: z.optional(annotated(z.string(), 'A line on rights.', '© The Desk')),
    associations: z.optional(annotated(z.array(picture), 'The first picture among them is its main picture.')),
  }),
  'A story as IPTC ninjs 2 or 3 has it. What else is in it is passed over.',
);

/** A story in ninjs (https://iptc.org/standards/ninjs/), as an item of a feed. */
export const ninjsStorySchema = z.pipe(
  bodySchema,
  z.transform((ninjs): RawItem => {
    const [content, summary] = [
      withRole(ninjs.bodies, 'main'),
      ninjs.descriptions?.find(({ role }) => role === 'summary'),
    ];
    return {
      links: [],
      title: { text: withRole(ninjs.headlines, 'main')?.value ?? '', kind: 'plain' },
      ...(content !== undefined && { content: textOf(content) }),
      ...(summary !== undefined && { summary: textOf(summary) }),
      authors: (ninjs.by ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      topics: (ninjs.subjects ?? []).map(({ name }) => name),
      language: ninjs.language,
      images: (ninjs.associations ?? []).flatMap(imageOf).slice(0, 1),
      enclosures: [],
      published: ninjs.contentCreated,
      embargoes: ninjs.embargoed === undefined ? [] : [ninjs.embargoed],
      expiresAt: ninjs.expires,
      rights: ninjs.copyrightNotice,
    };
  }),
);

const withRole = (all: readonly Worded[], role: string): Worded | undefined =>
  all.find((one) => one.role === role) ?? all[0];

const textOf = ({ value, contentType }: Worded): RawText => ({
  text: value,
  kind: contentType === 'text/html' ? 'html' : 'plain',
});

function imageOf({ type, descriptions = [], by, renditions = [] }: z.infer<typeof picture>): RawItem['images'] {
  const file = renditions.find(({ href }) => href !== undefined);
  if (type !== 'picture' || file?.href === undefined) return [];
  return [
    { url: file.href, width: file.width, height: file.height, alt: withRole(descriptions, 'alt')?.value, credit: by },
  ];
}
