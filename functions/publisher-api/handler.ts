import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { HeldCorrectionsTable } from '../../modules/articles/heldCorrectionsTable.ts';
import { TopicRulesTable } from '../../modules/articles/topicRules.ts';
import { EditorRulesTable } from '../../modules/editors/rulesTable.ts';
import { answerPublisher, reportStoryRequest } from '../../modules/partner-api/stories/answer.ts';
import type { StoryRequest } from '../../modules/partner-api/stories/answer.ts';
import { OwnSourcesTable } from '../../modules/sources/own/ownSourcesTable.ts';
import { RememberedStories } from '../../modules/sources/own/rememberedStories.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { publisherApiEnv } from './env.ts';

export const handler = httpHandler(
  publisherApiEnv,
  (env) => {
    const client = documentClient();
    return {
      ownSources: new OwnSourcesTable(client, env.SOURCES_TABLE),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      heldCorrections: new HeldCorrectionsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      editorRules: new EditorRulesTable(client, env.ARTICLES_TABLE),
      stories: new RememberedStories(client, env.ARTICLES_TABLE),
      topicRules: new TopicRulesTable(client, env.ARTICLES_TABLE),
      backlogHours: Number(env.BACKLOG_HOURS),
      publicUrl: env.PUBLIC_URL,
    };
  },
  {
    answer: (event, services, about: StoryRequest) => answerPublisher(event, services, new Date(), about),
    report: (status, about, telemetry) => about && reportStoryRequest({ ...about, status }, telemetry),
  },
);
