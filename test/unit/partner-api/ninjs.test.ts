import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod/mini';
import { withoutStory } from '../../../modules/articles/announcedVersions.ts';
import { ninjsOf } from '../../../modules/partner-api/articles/ninjs.ts';
import { ninjsSchema } from '../../../modules/partner-api/schemas/answers/ninjs.ts';
import { anArticle, anAnnouncedVersion, at } from '../../helpers/records.ts';

/**
 * What ninjs 3.0 says of the properties that we use, written by hand after IPTC's specification
 * (https://iptc.org/standards/ninjs/): every other property is refused here.
 */
const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const instant = { type: 'string', format: 'date-time' };
const closed = (properties: object, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const list = (items: object) => ({ type: 'array', items });
const words = list(closed({ role: text, contentType: text, value: text }, ['value']));
const rendition = closed(
  {
    name: text,
    href: uri,
    contentType: text,
    width: { type: 'number' },
    height: { type: 'number' },
    sizeInBytes: { type: 'number' },
  },
  ['name'],
);
const properties = {
  uri,
  type: { enum: ['text', 'audio', 'video', 'picture', 'graphic', 'composite', 'component', 'event', 'planning'] },
  standard: closed({ name: { const: 'ninjs' }, version: { const: '3.0' }, schema: uri }),
  representationType: { enum: ['full', 'partial'] },
  version: text,
  versionCreated: instant,
  contentCreated: instant,
  pubStatus: { enum: ['usable', 'withheld', 'canceled'] },
  language: text,
  title: text,
  by: text,
  headlines: words,
  descriptions: words,
  bodies: words,
  subjects: list(closed({ name: text, literal: text, uri })),
  infoSources: list(closed({ name: text, literal: text, uri })),
  altIds: list(closed({ role: text, value: text })),
  renditions: list(rendition),
  copyrightHolder: text,
  copyrightNotice: text,
  usageTerms: text,
  edNote: text,
};
const associations = list(closed({ ...properties, name: text }, ['name', 'uri']));
const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const check = ajv.compile(closed({ ...properties, associations }, ['uri']));
const checked = (announcedVersion: Parameters<typeof ninjsOf>[0]) => {
  const ninjs = ninjsOf(announcedVersion);
  expect([check(ninjs), check.errors]).toEqual([true, null]);
  expect(z.parse(ninjsSchema, ninjs)).toEqual(ninjs); // a member that the guide does not describe would be left out
  return ninjs;
};

test('an article with everything', () => {
  const ninjs = checked(
    anAnnouncedVersion(
      1,
      anArticle({
        version: 3,
        authors: ['A. Writer', 'B. Reporter'],
        rights: '© Eurasia',
        updated: at('2026-11-02T08:00:00Z'),
        url: 'https://eurasia.example/über',
        image: { url: 'https://eurasia.example/bild ä.jpg', width: 1600, height: 900, alt: 'A train' },
      }),
    ),
  );
  expect(ninjs).toMatchObject({
    uri: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) as string,
    version: '3',
    representationType: 'full',
    pubStatus: 'usable',
    language: 'en',
    headlines: [{ value: 'Rail link reopens' }],
    bodies: [{ contentType: 'text/html', value: '<p>Trains run again.</p>' }],
    by: 'A. Writer, B. Reporter',
    subjects: [{ name: 'Transport', literal: 'transport' }],
    infoSources: [{ name: 'Eurasia Media Network', literal: 'eurasia' }],
    renditions: [{ href: 'https://eurasia.example/%C3%BCber' }],
    associations: [
      {
        type: 'picture',
        descriptions: [{ value: 'A train' }],
        renditions: [{ href: 'https://eurasia.example/bild%20%C3%A4.jpg', width: 1600, height: 900 }],
      },
    ],
    usageTerms: 'Print this line with the article: Source: Eurasia Media Network',
    copyrightNotice: '© Eurasia',
  });
});

test('enclosures are associations, each with its file as a rendition; the picture is one of them once', () => {
  const enclosures = [
    { url: 'https://eurasia.example/lead.jpg', type: 'image/jpeg', lengthBytes: 7 },
    { url: 'https://eurasia.example/ä.mp3', type: 'audio/mpeg', lengthBytes: 999 },
    { url: 'https://eurasia.example/v.mp4' },
    { url: 'https://eurasia.example/paper.pdf' },
    { url: 'https://eurasia.example/download?id=1' },
  ];
  const { associations } = checked(
    anAnnouncedVersion(1, anArticle({ image: { url: 'https://eurasia.example/lead.jpg', width: 640 }, enclosures })),
  );
  expect(associations).toMatchObject([
    { name: 'Main picture', type: 'picture', renditions: [{ contentType: 'image/jpeg', sizeInBytes: 7, width: 640 }] },
    {
      name: 'Enclosure 1',
      type: 'audio',
      uri: 'https://eurasia.example/%C3%A4.mp3',
      renditions: [{ href: 'https://eurasia.example/%C3%A4.mp3', contentType: 'audio/mpeg', sizeInBytes: 999 }],
    },
    { name: 'Enclosure 2', type: 'video', renditions: [{ contentType: 'video/mp4' }] },
    { name: 'Enclosure 3', renditions: [{ contentType: 'application/pdf' }] },
    { name: 'Enclosure 4', renditions: [{ contentType: 'application/octet-stream' }] },
  ]);
  expect(associations?.[3]).not.toHaveProperty('type');
});

test('an article with as little as there may be', () => {
  const bare = anArticle({
    title: '',
    authors: [],
    topics: [],
    source: { id: 'eurasia', name: 'Eurasia' },
    language: undefined,
    url: undefined,
    published: undefined,
  });
  const ninjs = checked({ event: anAnnouncedVersion(1, bare).event });
  expect(ninjs.representationType).toBe('partial');
  expect(
    Object.keys(ninjs).filter((name) =>
      ['headlines', 'bodies', 'by', 'subjects', 'language', 'renditions', 'contentCreated'].includes(name),
    ),
  ).toEqual([]);
});

test('a withdrawal is canceled and says why; so is a version of what was taken back', () => {
  const { event } = anAnnouncedVersion(1);
  expect(
    checked({ event: { ...event, type: 'article.withdrawn', reason: 'withdrawn by the publisher' } }),
  ).toMatchObject({ pubStatus: 'canceled', edNote: 'withdrawn by the publisher' });
  const told = checked({ event: withoutStory(event), takenBack: true });
  expect(told).toMatchObject({ pubStatus: 'canceled', infoSources: [{ name: 'Eurasia Media Network' }] });
  expect(JSON.stringify(told)).not.toContain('Rail link');
});
