import { marked } from 'marked';
import { basename } from 'node:path';
import { parse as parseYaml, YAMLError } from 'yaml';
import * as z from 'zod/mini';
import { longestLine } from '../../articles/article.ts';
import type { RawItem } from '../../feed-reading/raw.ts';
import { languageTag } from '../../feed-reading/story/language.ts';
import { storyIdSchema } from '../../sources/own/ownSource.ts';
import { topicOf } from '../../../platform/values/topic.ts';
import { OperatorError } from '../operatorError.ts';

const said = (error: string): { error: string } => ({ error });

const text = (most: number) =>
  z
    .string(said('must be text'))
    .check(z.minLength(1, said('is empty')), z.maxLength(most, said(`has more than ${most} characters`)));
const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https://' });
const isTime = z.iso.datetime({ offset: true, local: false });
const time = z
  .string(said('must be a time'))
  .check(
    z.refine(
      (given) => isTime.safeParse(given).success,
      said('must be a time with its zone: 2026-12-01T09:00:00+04:00'),
    ),
  );

/** A list, or one line with commas between. */
const names = z.pipe(
  z.union([z.string(), z.array(z.string())], said('must be a list, or names with commas between')),
  z.transform((given) =>
    (typeof given === 'string' ? given.split(',') : given).map((name) => name.trim()).filter((name) => name !== ''),
  ),
);

const picture = z.strictObject({
  url: address,
  alt: text(300),
  credit: z.optional(text(300)),
});

/** What may stand above a story's text. */
const front = {
  title: text(500),
  summary: z.optional(text(1_000)),
  topics: z.optional(
    names.check(z.refine((all) => all.every((name) => topicOf(name) !== undefined), said('must be names'))),
  ),
  authors: z.optional(names),
  picture: z.optional(picture),
  language: z.optional(
    z
      .string()
      .check(z.refine((tag) => languageTag(tag) !== undefined, said('must be a language tag, such as en or ru'))),
  ),
};

const publishing = z.strictObject({
  ...front,
  id: z.optional(storyIdSchema),
  link: z.optional(address),
  published: z.optional(time),
  embargo: z.optional(time),
  expiry: z.optional(time),
});

const correcting = z.strictObject({ ...front, title: z.optional(front.title) });

/** A story file that publishes: the name of the story at its source, and the story. */
export interface StoryFile {
  readonly id: string;
  readonly story: RawItem;
}

/**
 * Reads a story file: front matter in YAML between two lines of `---`, and the text below it in Markdown.
 * @param path names the story where the front matter has no `id`
 * @throws OperatorError which says what is wrong, and where
 */
export function readStoryFile(path: string, content: string): StoryFile {
  const { fields, body } = parts(path, content, publishing);
  const id = fields.id ?? basename(path).replace(/\.[^.]*$/, '');
  if (!storyIdSchema.safeParse(id).success)
    throw new OperatorError(
      `${path}: give the story an id of letters, digits, ".", "_", "~" and "-" in its front matter, as its file's name is none.`,
    );
  return {
    id,
    story: {
      ...rawOf(fields, body),
      guid: id,
      links: fields.link === undefined ? [] : [fields.link],
      published: fields.published,
      embargoes: fields.embargo === undefined ? [] : [fields.embargo],
      expiresAt: fields.expiry,
    },
  };
}

/**
 * Reads the parts of a story that a correction replaces: those that the file has.
 * @throws OperatorError which says what is wrong, and where
 */
export function readCorrectionFile(path: string, content: string): RawItem {
  const { fields, body } = parts(path, content, correcting);
  return rawOf(fields, body);
}

/** A line that says what was corrected. @throws OperatorError */
export function lineOf(given: string): string {
  const line = given.replace(/\s+/g, ' ').trim();
  if (line === '' || line.length > longestLine)
    throw new OperatorError(`A line that says what was corrected has 1 to ${longestLine} characters.`);
  return line;
}

const fence = '---';

function parts<Fields extends z.ZodMiniType>(
  path: string,
  content: string,
  schema: Fields,
): { fields: z.output<Fields>; body: string } {
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line, place) => place > 0 && line.trimEnd() === fence);
  if (lines[0]?.trimEnd() !== fence || end === -1)
    throw new OperatorError(
      `${path}: begin with a line of ---, the title and what else is known of the story, and another line of ---; the text follows.`,
    );
  const [yaml, body] = [lines.slice(1, end).join('\n'), lines.slice(end + 1).join('\n')];
  const fields = schema.safeParse(parsed(path, yaml) ?? {});
  if (!fields.success)
    throw new OperatorError(fields.error.issues.flatMap((issue) => faultsIn(issue, path)).join('\n'));
  return { fields: fields.data, body: body.trim() };
}

function parsed(path: string, yaml: string): unknown {
  try {
    return parseYaml(yaml);
  } catch (cause) {
    if (!(cause instanceof YAMLError)) throw cause;
    throw new OperatorError(`${path}: the front matter is no YAML: ${cause.message.split('\n')[0] ?? ''}`, { cause });
  }
}

function faultsIn(issue: z.core.$ZodIssue, path: string): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${path}: ${[...issue.path, key].join('.')} is not known here: leave it out.`);
  const place = issue.path.join('.') || 'the front matter';
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return [`${path}: ${place} ${isMissing ? 'must be there' : issue.message}.`];
}

const rawOf = (
  { title, summary, topics = [], authors = [], picture: image, language }: z.output<typeof correcting>,
  body: string,
): RawItem => ({
  links: [],
  ...(title !== undefined && { title: { text: title, kind: 'plain' as const } }),
  ...(summary !== undefined && { summary: { text: summary, kind: 'plain' as const } }),
  ...(body !== '' && { content: { text: marked.parse(body, { async: false }), kind: 'html' as const } }),
  authors,
  topics,
  language,
  images: image === undefined ? [] : [image],
  enclosures: [],
});
