import * as z from 'zod/mini';
import { annotated } from '../annotated.ts';

const slugSchema = (what: string, example: string) => annotated(z.string(), what, example);

const topicLine = z.object({
  slug: slugSchema('The topic, as filters name it.', 'transport'),
  name: annotated(z.string(), 'Its name for people.', 'Transport'),
});
const sourceLine = z.object({
  id: slugSchema('The publisher, as filters name it.', 'eurasia'),
  name: annotated(z.string(), "The publisher's name.", 'Eurasia Media Network'),
});

const next = z.optional(
  annotated(z.string(), 'Give this as `after` to go on. None where there is no more.', 'transport'),
);
export const topicsSchema = z.object({ topics: annotated(z.array(topicLine), 'In the order of their slugs.'), next });
export const sourcesSchema = z.object({ sources: annotated(z.array(sourceLine), 'In the order of their ids.'), next });
