import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { plainPath } from '../../../platform/http/plainPath.ts';
import type { RefusalKind } from '../../locales/messages.ts';
import { PageError } from '../../reader-pages/refusal.ts';
import { requestOf } from '../../reader-pages/request.ts';
import { refusalPage } from './pages/notice.ts';
import type { SignUpServices } from './services.ts';
import { confirm, showConfirm } from './steps/confirm.ts';
import { leave, showLeave } from './steps/leave.ts';
import { changePreferences, showPreferences } from './steps/preferences.ts';
import { showSent, showSubscribe, subscribe } from './steps/subscribe.ts';
import type { SignUpReply, Step } from './step.ts';

/** What each method of a path does. */
export type Paths = Readonly<Record<string, { readonly GET: Step; readonly POST?: Step }>>;

const ownPaths: Paths = {
  '/subscribe': { GET: showSubscribe, POST: subscribe },
  '/subscribe/sent': { GET: showSent },
  '/subscribe/confirm': { GET: showConfirm, POST: confirm },
  '/preferences': { GET: showPreferences, POST: changePreferences },
  '/unsubscribe': { GET: showLeave, POST: leave },
};

/**
 * Answers one request of a reader. A page says why a request is refused.
 * @param others paths of other modules, whose links are signed by the same key
 * @returns also the step that it was for, and why it was refused
 */
export async function answerSignUp(
  event: APIGatewayProxyEventV2,
  services: SignUpServices,
  now: Date,
  others: Paths = {},
): Promise<{ reply: SignUpReply; step: string; refused?: RefusalKind }> {
  const paths = { ...ownPaths, ...others };
  const request = requestOf(event, now);
  const { method } = event.requestContext.http;
  const path = plainPath(event.rawPath);
  const step = path in paths ? `${method} ${path}` : 'none';
  if (path !== event.rawPath && path in paths && (method === 'GET' || method === 'HEAD'))
    return { reply: { movedTo: `${path}${event.rawQueryString && `?${event.rawQueryString}`}` }, step };
  try {
    return { reply: await stepFor(paths, method, path)(request, services), step };
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    return { reply: refusalPage(error, request.language), step, refused: error.kind };
  }
}

/**
 * HEAD goes where GET does: it does nothing.
 * @throws PageError 404 or 405
 */
function stepFor(paths: Paths, method: string, path: string): Step {
  const steps = Object.hasOwn(paths, path) ? paths[path] : undefined;
  if (!steps) throw new PageError('notFound');
  if (method === 'GET' || method === 'HEAD') return steps.GET;
  if (method === 'POST' && steps.POST) return steps.POST;
  throw new PageError('notTaken', { allow: steps.POST ? 'GET, HEAD, POST' : 'GET, HEAD' });
}
