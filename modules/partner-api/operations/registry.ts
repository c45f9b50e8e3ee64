import type { Operation } from '../http/operation.ts';
import { changeWebhook } from './changeWebhook.ts';
import { createWebhook } from './createWebhook.ts';
import { getArticle } from './getArticle.ts';
import { listArticles } from './listArticles.ts';
import { listDeliveries } from './listDeliveries.ts';
import { recoverWebhook } from './recoverWebhook.ts';
import { retryDelivery } from './retryDelivery.ts';
import { rotateSecret } from './rotateSecret.ts';
import { testWebhook } from './testWebhook.ts';
import { deleteWebhook, getWebhook, listWebhooks } from './webhooks.ts';

/** Everything that partners can ask for. An operation that is not here is neither answered nor described. */
export const operations: readonly Operation[] = [
  listArticles,
  getArticle,
  createWebhook,
  listWebhooks,
  getWebhook,
  changeWebhook,
  deleteWebhook,
  rotateSecret,
  testWebhook,
  listDeliveries,
  retryDelivery,
  recoverWebhook,
];
