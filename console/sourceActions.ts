import * as z from 'zod/mini';
import { addedWords, addSource } from '../modules/operations/addSource.ts';
import { editedWords } from '../modules/operations/editedWords.ts';
import { editSource, findSource } from '../modules/operations/editSource.ts';
import type { SourceEdit } from '../modules/operations/editSource.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { removeSource } from '../modules/operations/removeSource.ts';
import {
  correctionsOf,
  encodingOf,
  intervalOf,
  languageOf,
  switchOf,
  topicsOf,
  zoneOf,
} from '../modules/operations/written.ts';
import { pollNow } from '../modules/sources/enqueueDuePolls.ts';
import { idSchema } from './action.ts';
import type { Action } from './action.ts';
import { ConsoleError } from './consoleError.ts';

const withId = z.strictObject({ id: idSchema });
const written = z.optional(z.string().check(z.maxLength(2_000)));

/** The fields of the form that were changed, as they were written; an empty one takes its setting back. */
const editSchema = z.strictObject({
  id: idSchema,
  name: written,
  url: written,
  topics: written,
  interval: written,
  zone: written,
  encoding: written,
  language: written,
  corrections: written,
  fullText: written,
  summaryOnly: written,
});

/** The buttons of a source: each does what its command does. */
export const sourceActions: Readonly<Record<string, Action>> = {
  '/sources/add': async (body, deployment, now) => {
    const { url } = z.strictObject({ url: z.string() }).parse(body);
    return addedWords(await addSource({ url }, deployment, now));
  },
  '/sources/edit': async (body, deployment, now) => {
    const { id, ...fields } = editSchema.parse(body);
    const edit = editOf(fields);
    return editedWords(await editSource(id, edit, deployment, now), edit);
  },
  '/sources/remove': async (body, deployment) => (await removeSource(withId.parse(body).id, deployment)).said,
  '/sources/pause': async (body, deployment) => {
    const { id } = await findSource(deployment, withId.parse(body).id);
    await deployment.sources.change(id, { status: 'paused' });
  },
  '/sources/resume': async (body, deployment, now) => {
    const { id } = withId.parse(body);
    await findSource(deployment, id);
    await deployment.sources.change(id, { failures: 0 });
    await pollNow(await findSource(deployment, id), deployment.sources, deployment.polls, now);
  },
  '/sources/poll': async (body, deployment, now) => {
    const source = await findSource(deployment, withId.parse(body).id);
    if (source.status !== 'active') throw new ConsoleError(`It is ${source.status}: resume it first.`);
    await pollNow(source, deployment.sources, deployment.polls, now);
  },
};

/** @throws OperatorError that says how a field is written */
function editOf(fields: Omit<z.infer<typeof editSchema>, 'id'>): SourceEdit {
  const given = <Name extends keyof typeof fields, T>(name: Name, read: (text: string) => T) => {
    const text = fields[name]?.trim();
    return text === undefined ? {} : ({ [name]: read(text) } as Record<Name, T>);
  };
  // as on the command line, "none" takes a setting back
  const orUnset =
    <T>(read: (text: string) => T) =>
    (text: string): T | null =>
      text === '' || text === 'none' ? null : read(text);
  return {
    ...given('name', required),
    ...given('url', required),
    ...given('topics', (text) => (text === '' ? [] : topicsOf(text))),
    ...given('interval', orUnset(intervalOf)),
    ...given('zone', orUnset(zoneOf)),
    ...given('encoding', orUnset(encodingOf)),
    ...given('language', orUnset(languageOf)),
    ...given('corrections', orUnset(correctionsOf)),
    ...given('fullText', switchOf),
    ...given('summaryOnly', switchOf),
  };
}

function required(text: string): string {
  if (text === '') throw new OperatorError('A source has a name and an address.');
  return text;
}
