import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { readRow, Table, updateOf } from '../../platform/dynamodb/table.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import type { Article } from './article.ts';
import { announcedVersionKey, announcedVersionKeyPrefix } from './articlesTable.ts';
import { articleEventSchema, withoutWords } from './event.ts';
import type { EventType } from './event.ts';
import type { Filterable } from './filter.ts';
import { packed, unpacked } from './packedRow.ts';
import { announcementOf, endOf } from './view.ts';

/** One version of an article, or of a comment, as it was announced then: webhooks and the pull API send. */
export const announcedVersionSchema = z.object({
  /** Its place in the log of everything that was ever announced. */
  seq: z.int().check(z.gte(1)),
  loggedAt: epochSecondsSchema,
  event: articleEventSchema,
  /** HTML; none for a withdrawal, nor once the article was taken back. */
  content: z.optional(z.string()),
  /** The article was taken back after this version: what it said is said no more. */
  takenBack: z.optional(z.literal(true)),
});
export type AnnouncedVersion = z.infer<typeof announcedVersionSchema>;

const announcedVersionIn = (row: Record<string, unknown>): AnnouncedVersion =>
  readRow(announcedVersionSchema, unpacked(row));

/** An announced version as its row has it. */
export function rowOfAnnounced(version: AnnouncedVersion): Record<string, unknown> {
  const { event, content, ...facts } = announcedVersionSchema.parse(version);
  return { ...facts, ...packed({ event, content }) };
}

/**
 * An announcement as one reader is told of it, who may be told of it otherwise than others: who ceases to be entitled
 * learns nothing of the story.
 * @param type what it is to the reader (view.ts)
 * @param asks whether the reader asks for what is known by this
 * @param mayHave whether it may have it at all, which the reason of its end says
 */
export function toldAs<Type extends EventType>(
  announcedVersion: AnnouncedVersion,
  type: Type,
  asks: (one: Filterable) => boolean,
  mayHave: (one: Filterable) => boolean = () => true,
): AnnouncedVersion & { readonly event: { readonly type: Type } } {
  const { event } = announcedVersion;
  const told = { ...announcedVersion, event: { ...event, type } };
  if (type !== 'article.withdrawn') return told;
  if (event.type === type) return asks(announcementOf(event)) ? told : { ...told, event: withoutStory(told.event) };
  const about = announcementOf(event);
  const reason = mayHave(about) ? endOf(about) : 'It is no longer among what you may have.';
  return { ...told, content: undefined, event: { ...withoutStory(told.event), reason } };
}

/** The event of a version whose article was taken back: who and when, but not what. */
export const withoutStory = <Event extends AnnouncedVersion['event']>(event: Event): Event => ({
  ...event,
  article: withoutWords(event.article),
});

/** The announced versions of each article and each comment, in the Articles table. `ArticleLog` enters them. */
export class AnnouncedVersionsTable extends Table {
  /** By article and version; versions that were never announced are not in the answer. */
  async getMany(wanted: readonly { articleId: string; version: number }[]): Promise<AnnouncedVersion[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      wanted.map(({ articleId, version }) => announcedVersionKey(articleId, version)),
      true,
    );
    return rows.map(announcedVersionIn);
  }

  /** The versions of entries of the log, in the order of these. An entry that a publish left behind has none. */
  async inOrderOf(
    entries: readonly { articleId: string; version: number; seq: number }[],
  ): Promise<AnnouncedVersion[]> {
    // BatchGetItem answers in no particular order (DynamoDB API reference)
    const bySeq = new Map(
      (await this.getMany(entries)).map((announcedVersion) => [announcedVersion.seq, announcedVersion]),
    );
    return entries.flatMap(({ seq }) => bySeq.get(seq) ?? []);
  }

  /** All announced versions of an article from one on, oldest first. */
  async ofArticle(articleId: string, fromVersion = 1): Promise<AnnouncedVersion[]> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :article AND sk BETWEEN :from AND :last',
      ExpressionAttributeValues: {
        ':article': announcedVersionKey(articleId, 0).pk,
        ':from': announcedVersionKey(articleId, fromVersion).sk,
        ':last': `${announcedVersionKeyPrefix}~`,
      },
      ConsistentRead: true,
    });
    const announcedVersions: AnnouncedVersion[] = [];
    for await (const items of pages) announcedVersions.push(...items.map(announcedVersionIn));
    return announcedVersions;
  }

  /** The last announced version of an article. */
  async newest(articleId: string): Promise<AnnouncedVersion | undefined> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :article AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':article': announcedVersionKey(articleId, 0).pk,
          ':prefix': announcedVersionKeyPrefix,
        },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items[0] && announcedVersionIn(Items[0]);
  }

  /** An article was taken back: what earlier versions said of it is removed, so that nobody who comes late is told. */
  async takeBack(articleId: string, beforeVersion: number): Promise<void> {
    const told = (await this.ofArticle(articleId)).filter(
      ({ event, takenBack }) => event.article.version < beforeVersion && !takenBack,
    );
    await Promise.all(
      told.map(({ event, ...version }) => {
        const row = rowOfAnnounced({ ...version, event: withoutStory(event), content: undefined, takenBack: true });
        return this.client.send(
          new UpdateCommand({
            TableName: this.table,
            Key: announcedVersionKey(articleId, event.article.version),
            ...updateOf({ packed: undefined, event: undefined, content: undefined, ...row }),
          }),
        );
      }),
    );
  }
}

/** Whether readers had an article that is not out now: who has never seen it is told nothing of it, whatever became of it. */
export const wasOut = async (
  { id, status }: Pick<Article, 'id' | 'status'>,
  announced: Pick<AnnouncedVersionsTable, 'newest'>,
): Promise<boolean> => status !== 'embargoed' && (await announced.newest(id)) !== undefined;
