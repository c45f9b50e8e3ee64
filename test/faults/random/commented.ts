import type { Breach } from '../breach.ts';
import { judgeComment } from '../model/comments.ts';
import type { Tolerance } from '../model/verdict.ts';
import type { Known, Played } from './played.ts';

/** A partner heard of comments what the model says. @param heard each id once */
export const ofComments = (
  { endMs, comments }: Played,
  { reader, heard }: Pick<Played['partners'][number], 'reader' | 'heard'>,
  stories: readonly Known[],
  tolerance: Tolerance,
): Breach[] =>
  stories.flatMap((story) =>
    (comments.get(story.guid) ?? []).flatMap((comment) => {
      const its = heard.filter(({ data }) => data.id === comment.id);
      return judgeComment(
        story,
        reader,
        comment,
        its.map(({ type, data, atMs }) => ({
          type: type === 'comment.approved' ? 'approved' : 'withdrawn',
          text: data.text,
          atMs,
        })),
        endMs,
        tolerance,
      );
    }),
  );
