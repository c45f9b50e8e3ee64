import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { PageError } from '../../reader-pages/refusal.ts';
import { requestOf } from '../../reader-pages/request.ts';
import type { FormRequest } from '../../reader-pages/request.ts';
import { pageResponse } from '../../reader-pages/respond.ts';
import { moderate, showModeration } from './moderate.ts';
import { postComment, showForm } from './post.ts';
import { CommentRefused, refusedPage } from './refusal.ts';
import type { CommentDeed, CommentReply } from './reply.ts';
import type { CommentServices } from './services.ts';

/** Deeds that are counted. */
const metricOf: Readonly<Record<CommentDeed['what'], string>> = {
  arrived: 'CommentsArrived',
  trapped: 'CommentsTrapped',
  banned: 'CommentsBanned',
  approved: 'CommentsApproved',
  rejected: 'CommentsRejected',
};

/** Answers one request about comments. Logs never hold what somebody wrote, nor who they are. */
export async function answerComments(
  event: APIGatewayProxyEventV2,
  services: CommentServices & Telemetry,
  now: Date,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { method } = event.requestContext.http;
  const request = requestOf(event, now);
  const { reply, did, faults } = await replyTo(event.rawPath, method, request, services);
  const result = pageResponse(method, reply, services.publication);
  services.logger.info(`answered ${result.statusCode ?? 200}`, { method, status: result.statusCode, ...did, faults });
  if (did) services.metrics.addMetric(metricOf[did.what], MetricUnit.Count, 1);
  return result;
}

async function replyTo(
  path: string,
  method: string,
  request: FormRequest,
  services: CommentServices,
): Promise<CommentReply> {
  try {
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && method !== 'POST') throw new CommentRefused('notTaken', { allow: 'GET, HEAD, POST' });
    if (path === '/comments/moderate')
      return await (isRead ? showModeration(request, services) : moderate(request, services));
    const articleId = /^\/articles\/([0-9a-f]{32})\/comments$/.exec(path)?.[1];
    if (articleId === undefined) throw new CommentRefused('notFound');
    return await (isRead ? showForm(articleId, request, services) : postComment(articleId, request, services));
  } catch (error) {
    const refused = refusalIn(error);
    if (refused === undefined) throw error;
    return { reply: refusedPage(refused, request.language) };
  }
}

/** A form that cannot be read is refused by whoever reads forms; a form of comments has its own words for it. */
function refusalIn(error: unknown): CommentRefused | undefined {
  if (error instanceof CommentRefused) return error;
  if (!(error instanceof PageError)) return undefined;
  const { kind, headers } = error;
  return kind === 'tooLarge' || kind === 'noForm' || kind === 'unreadable'
    ? new CommentRefused(kind, headers)
    : undefined;
}
