import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { entityTag } from '../../../platform/http/headers.ts';
import { dayOf } from '../pages/times.ts';
import { documentResponse } from '../respond.ts';
import type { EditionServices } from '../services.ts';
import { frameOf } from '../site.ts';
import type { EditionRequest, PageFrame } from '../site.ts';

export type Answer = APIGatewayProxyStructuredResultV2;
export const pageType = 'text/html; charset=utf-8';

/**
 * Answers with a document that is made whole.
 * @param parts of what it says: its tag stands for them
 * @param render makes it; not called where the reader has it
 */
export const answerDocument = (
  request: EditionRequest,
  type: string,
  parts: readonly string[],
  render: () => string | Promise<string>,
): Promise<Answer> =>
  documentResponse(request, { etag: entityTag(parts), lastModified: undefined }, type, async () => {
    const body = await render();
    return { count: 0, render: () => body };
  });

/** Answers with a document that is there already. */
export const answerText = (request: EditionRequest, type: string, body: string): Promise<Answer> =>
  answerDocument(request, type, [body], () => body);

/**
 * Answers with a page for people. Its tag stands for all that it shows: its own parts, the head that all pages have, the
 * language, and the day, by which times are told.
 * @param parts of the page's content
 * @param render makes the page; not called where the reader has it
 */
export async function answerPage(
  request: EditionRequest,
  { masthead, site, logger }: EditionServices,
  parts: readonly string[],
  render: (frame: PageFrame) => string | Promise<string>,
): Promise<Answer> {
  const frame = frameOf(request, site, await masthead.read(request.now, logger));
  const { language, languageIsChosen } = request;
  const all = [...parts, JSON.stringify(frame.masthead), language, String(languageIsChosen), dayOf(frame)];
  const answer = await answerDocument(request, pageType, all, () => render(frame));
  return { ...answer, headers: { ...answer.headers, vary: 'accept-encoding, accept-language' } };
}
