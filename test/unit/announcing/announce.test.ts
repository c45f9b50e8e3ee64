import { SNSClient } from '@aws-sdk/client-sns';
import type { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { AnnouncedVersion, AnnouncedVersionsTable } from '../../../modules/articles/announcedVersions.ts';
import { announce } from '../../../modules/announcing/announce.ts';
import type { ArticleChange, Change } from '../../../modules/announcing/changes.ts';
import { subjectOf } from '../../../modules/articles/event.ts';
import type { CommentEventType } from '../../../modules/articles/event.ts';
import type { ArticleLog } from '../../../modules/articles/articleLog.ts';
import { ArticleTopic } from '../../../modules/articles/articleTopic.ts';
import type { ListChange } from '../../../modules/articles/listEntry.ts';
import type { ListsTable } from '../../../modules/articles/listsTable.ts';
import { anArticle, at } from '../../helpers/records.ts';

const now = new Date('2026-11-02T12:00:00Z');
const change = (sequenceNumber: string, id: string, title = 'A story'): ArticleChange => ({
  sequenceNumber,
  before: undefined,
  after: anArticle({ id: id.repeat(32), title }),
});

/**
 * An SNS that refuses the events of these articles, and remembers its batches.
 * @param commented the article that comments stand on
 */
function exits(refused: readonly string[] = [], commented = anArticle()) {
  const batches: string[][] = [];
  const listed: ListChange[] = [];
  const client = new SNSClient({ region: 'us-east-1' });
  client.send = ((command: PublishBatchCommand) => {
    const ids = (command.input.PublishBatchRequestEntries ?? []).map(({ Id = '' }) => Id);
    batches.push(ids);
    return Promise.resolve({
      Failed: ids.filter((id) => refused.some((letter) => id.startsWith(letter))).map((Id) => ({ Id })),
    });
  }) as typeof client.send;
  const toList = (changes: readonly ListChange[]) => {
    listed.push(...changes);
    return Promise.resolve();
  };
  const lists = { apply: toList } as unknown as ListsTable;
  const indexed: ListChange[] = [];
  const search = {
    apply: (changes: readonly ListChange[]) => {
      indexed.push(...changes);
      return Promise.resolve();
    },
  };
  const entered: Pick<AnnouncedVersion, 'event' | 'content'>[] = [];
  const log = {
    enter: (announced: typeof entered) => {
      entered.push(...announced);
      return Promise.resolve();
    },
  } as unknown as ArticleLog;
  const takenBack: [string, number][] = [];
  const announcedVersions = {
    takeBack: (id: string, version: number) => {
      takenBack.push([id, version]);
      return Promise.resolve();
    },
  } as unknown as AnnouncedVersionsTable;
  return {
    batches,
    listed,
    indexed,
    entered,
    takenBack,
    articles: { getMany: () => Promise.resolve(new Map([[commented.id, commented]])) },
    lists,
    search,
    log,
    announcedVersions,
    topic: new ArticleTopic(client, 'arn:aws:sns:us-east-1:0:articles'),
  };
}

test('what SNS refuses comes again, with all that came after it; what it took is told as sent', async () => {
  const out = exits(['b']);
  const { sent, resumeAt } = await announce([change('1', 'a'), change('2', 'b'), change('3', 'c')], out, now);
  expect(resumeAt).toBe('2');
  expect(sent.map(({ article }) => article.id.charAt(0))).toEqual(['a', 'c']);
});

test('a batch that SNS takes whole is done', async () => {
  const out = exits();
  expect((await announce([change('1', 'a'), change('2', 'b')], out, now)).resumeAt).toBeUndefined();
  expect(out.batches).toHaveLength(1);
  expect(out.listed.map(({ readable }) => readable)).toEqual([true, true]);
  expect(out.indexed).toEqual(out.listed);
});

test('ten go in a call, and fewer where they are large', async () => {
  const many = exits();
  await announce(
    Array.from({ length: 12 }, (_, index) => change(String(index), index.toString(16))),
    many,
    now,
  );
  expect(many.batches.map((ids) => ids.length)).toEqual([10, 2]);
  const large = exits();
  await announce(
    ['a', 'b', 'c'].map((id) => change(id, id, 'x'.repeat(100_000))),
    large,
    now,
  );
  expect(large.batches.map((ids) => ids.length)).toEqual([2, 1]);
});

test('what readers may not see leaves the lists and is not announced', async () => {
  const out = exits();
  const held: ArticleChange = {
    sequenceNumber: '1',
    before: undefined,
    after: anArticle({ status: 'embargoed', embargoUntil: at('2027-01-01T00:00:00Z') }),
  };
  expect(await announce([held], out, now)).toEqual({ sent: [], resumeAt: undefined });
  expect(out.listed).toEqual([expect.objectContaining({ readable: false })]);
  expect(out.indexed).toEqual(out.listed);
  expect([out.batches, out.entered]).toEqual([[], []]);
});

test('the log gets each event with its content; a withdrawal comes without, and takes back what was said before', async () => {
  const out = exits();
  const story = anArticle({ content: '<p>Whole.</p>' });
  const withdrawal: ArticleChange = {
    sequenceNumber: '2',
    before: story,
    after: { ...story, status: 'withdrawn', version: 2 },
  };
  await announce([{ sequenceNumber: '1', before: undefined, after: story }, withdrawal], out, now);
  expect(out.entered.map(({ event, content }) => [event.type, content])).toEqual([
    ['article.published', '<p>Whole.</p>'],
    ['article.withdrawn', undefined],
  ]);
  expect(out.takenBack).toEqual([[story.id, 2]]);
});

describe('a comment', () => {
  const article = anArticle({ title: 'Secret words' });
  const told = (type: CommentEventType, sequenceNumber: string): Change => ({
    sequenceNumber,
    comment: { id: 'c'.repeat(32), articleId: article.id },
    type,
    at: at('2026-11-02T11:59:00Z'),
  });

  test('has numbers of its own in the log, in the order of the changes, and no words of anybody', async () => {
    const out = exits([], article);
    const { sent } = await announce(
      [told('comment.approved', '1'), change('2', 'b'), told('comment.withdrawn', '3')],
      out,
      now,
    );
    expect(out.entered.map(({ event, content }) => [event.type, subjectOf(event), content])).toEqual([
      ['comment.approved', { id: 'c'.repeat(32), version: 1 }, undefined],
      ['article.published', { id: 'b'.repeat(32), version: 1 }, expect.anything()],
      ['comment.withdrawn', { id: 'c'.repeat(32), version: 2 }, undefined],
    ]);
    expect(JSON.stringify([sent[0], sent[2]])).not.toContain('Secret words');
    expect(sent[0]!.article).toMatchObject({ id: article.id, source: article.source });
    expect([out.listed.length, out.takenBack]).toEqual([1, []]);
  });

  test('whose article is not out is not told of; that it was taken back, is', async () => {
    for (const status of ['embargoed', 'withdrawn'] as const) {
      const out = exits([], { ...article, status });
      await announce([told('comment.approved', '1'), told('comment.withdrawn', '2')], out, now);
      expect(out.entered.map(({ event }) => event.type)).toEqual(['comment.withdrawn']);
    }
  });

  test('whose article is forgotten is told of no more', async () => {
    const out = exits();
    expect(
      (
        await announce(
          [told('comment.withdrawn', '1')],
          { ...out, articles: { getMany: () => Promise.resolve(new Map()) } },
          now,
        )
      ).sent,
    ).toEqual([]);
  });
});
