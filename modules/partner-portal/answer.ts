import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { html } from '../../platform/http/html.ts';
import { Problem } from '../../platform/http/problem.ts';
import { countRequest, enforceQuota } from '../partner-api/http/access.ts';
import type { ApiServices } from '../partner-api/services.ts';
import { changes } from './changes.ts';
import { portalHeaders, portalResponse } from './pages/layout.ts';
import { told } from './pages/parts.ts';
import { cookieOf, fieldsOf, portalPath, refuseForged, sessionOf, tokenIn } from './session.ts';
import type { Session } from './session.ts';
import { views } from './views.ts';
import type { Step } from './visit.ts';

export interface PortalOutcome {
  partnerId?: string;
  route?: string;
}

/**
 * Answers one request of a partner's person. GET changes nothing; a refusal is a page that says what to do.
 * @param about is filled in as the request is understood
 */
export async function answerPortal(
  event: APIGatewayProxyEventV2,
  services: ApiServices,
  now: Date,
  about: PortalOutcome,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { link } = event.queryStringParameters ?? {};
  let session: Session | undefined;
  try {
    const { method } = event.requestContext.http;
    session = await sessionOf(link ?? tokenIn(event), services.partners, now);
    about.partnerId = session.partner.id;
    // The address bar forgets the token at once.
    if (link !== undefined)
      return {
        statusCode: 303,
        headers: { ...portalHeaders, location: portalPath },
        cookies: [cookieOf(link, services.publicUrl)],
      };
    const routes = method === 'POST' ? changes : views;
    const { route, ids, step } = found(routes, event.rawPath, method);
    about.route = route;
    const fields = method === 'POST' ? fieldsOf(event) : {};
    if (method === 'POST') refuseForged(event, fields, session, services.publicUrl);
    enforceQuota(await countRequest(session.partner.id, services.partners, now));
    const page = await step({ session, ids, query: event.queryStringParameters ?? {}, fields, now }, services);
    return portalResponse({ ...page, partner: session.partner }, services.publication);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const faults = error.errors.map(({ detail }) => html`<p>${detail}</p>`);
    const main = told(html`<p>${error.message}</p>${faults}`, true);
    const title = error.status === 401 ? 'Not open' : 'That did not work';
    return portalResponse({ title, main, status: error.status, partner: session?.partner }, services.publication);
  }
}

/** @throws Problem 404 or 405 */
function found(routes: Readonly<Record<string, Step>>, rawPath: string, method: string) {
  const given = rawPath
    .slice(portalPath.length)
    .split('/')
    .filter((part) => part !== '');
  const fits = (route: string): boolean => {
    const parts = route.split('/').filter((part) => part !== '');
    return parts.length === given.length && parts.every((part, index) => part === '*' || part === given[index]);
  };
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
    throw new Problem(405, 'These pages are opened, and their buttons pressed.', {
      headers: { allow: 'GET, HEAD, POST' },
    });
  const [entry] = Object.entries(routes).filter(([route]) => fits(route));
  if (entry === undefined) throw new Problem(404, 'There is no such page here.');
  const [route, step] = entry;
  const parts = route.split('/').filter((part) => part !== '');
  return { route, step, ids: given.filter((_, index) => parts[index] === '*') };
}
