import type * as z from 'zod/mini';
import { ninjsType } from '../articles/ninjs.ts';
import { articleSchema, commentsSchema, pageSchema } from '../schemas/answers/articles.ts';
import {
  deliveriesSchema,
  deliveryWithBodySchema,
  recoveringSchema,
  retryingSchema,
} from '../schemas/answers/deliveries.ts';
import { sourcesSchema, topicsSchema } from '../schemas/answers/directory.ts';
import { ninjsSchema } from '../schemas/answers/ninjs.ts';
import { outcomeSchema } from '../schemas/answers/stories.ts';
import {
  madeWebhookSchema,
  rotatedSchema,
  triedSchema,
  webhookSchema,
  webhooksSchema,
} from '../schemas/answers/webhooks.ts';

/** A kind of answer, as the API's description shows it. */
export interface ApiAnswer {
  readonly description: string;
  /** By media type. */
  readonly content?: Readonly<Record<string, z.ZodMiniType>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (description: string, schema: z.ZodMiniType, headers?: Record<string, string>): ApiAnswer => ({
  description,
  content: { 'application/json': schema },
  ...(headers && { headers }),
});

const ofVersion = { ETag: 'Of this version, in this form.' };
const ofStory = { ETag: 'Of the story as it is now.' };

/**
 * What each operation answers where all is well, by its id and the status. It stands apart from the operations, as these
 * schemas are for the description alone: no function builds them when it is loaded.
 */
export const answers: Readonly<Record<string, Readonly<Record<number, ApiAnswer>>>> = {
  listArticles: { 200: json('A part of the list.', pageSchema) },
  getArticle: {
    200: {
      description: 'The article.',
      content: { 'application/json': articleSchema, [ninjsType]: ninjsSchema },
      headers: ofVersion,
    },
    304: { description: 'It is what you have.', headers: ofVersion },
  },
  listComments: { 200: json('The comments.', commentsSchema) },
  listTopics: { 200: json('Topics, as filters name them.', topicsSchema) },
  listSources: { 200: json('Publishers, as filters name them.', sourcesSchema) },
  createWebhook: { 201: json('The webhook, and its secret.', madeWebhookSchema, { Location: 'Where it is.' }) },
  listWebhooks: { 200: json('Your webhooks.', webhooksSchema) },
  getWebhook: { 200: json('The webhook.', webhookSchema) },
  changeWebhook: { 200: json('The webhook as it is now.', webhookSchema) },
  deleteWebhook: { 204: { description: 'It is deleted.' } },
  rotateSecret: { 200: json('The new secret: it is shown now and never again.', rotatedSchema) },
  testWebhook: { 200: json('What came of it, whatever the webhook answered.', triedSchema) },
  listDeliveries: { 200: json('A part of the list.', deliveriesSchema) },
  getDelivery: { 200: json('The delivery.', deliveryWithBodySchema) },
  retryDelivery: { 202: json('It is on its way: look at the delivery for what comes of it.', retryingSchema) },
  recoverWebhook: { 202: json('It has begun: `recovery` of the webhook says how far it is.', recoveringSchema) },
  putStory: {
    200: json('It was known; `became` says what has changed.', outcomeSchema, ofStory),
    201: json('The story is new.', outcomeSchema, { ...ofStory, Location: 'Its page.' }),
  },
  deleteStory: { 200: json('It is withdrawn.', outcomeSchema, ofStory) },
};
