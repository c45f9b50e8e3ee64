import type { Operation } from '../http/operation.ts';
import { getArticle, listArticles, listComments } from './articles.ts';
import { getDelivery, listDeliveries, recoverWebhook, retryDelivery } from './deliveries.ts';
import { listSources, listTopics } from './directory.ts';
import { rotateSecret, testWebhook } from './rotateSecret.ts';
import { changeWebhook, createWebhook, deleteWebhook, getWebhook, listWebhooks } from './webhooks.ts';

/** Everything that partners can ask for. An operation that is not here is neither answered nor described. */
export const operations: readonly Operation[] = [
  listArticles,
  getArticle,
  listComments,
  listTopics,
  listSources,
  createWebhook,
  listWebhooks,
  getWebhook,
  changeWebhook,
  deleteWebhook,
  rotateSecret,
  testWebhook,
  listDeliveries,
  getDelivery,
  retryDelivery,
  recoverWebhook,
];
