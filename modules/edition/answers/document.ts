import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { entityTag } from '../../../platform/http/headers.ts';
import { dayOf } from '../pages/times.ts';
import { documentResponse } from '../respond.ts';
import type { EditionServices } from '../services.ts';
import { frameOf } from '../site.ts';
import type { EditionRequest, PageFrame } from '../site.ts';

export type Answer = APIGatewayProxyStructuredResultV2;
export const pageType = 'text/html; charset=utf-8';

/** Answers with a document that is made whole and costs nothing to make. */
export const answerWith = (request: EditionRequest, type: string, body: string): Promise<Answer> =>
  documentResponse(request, { etag: entityTag([body]), lastModified: undefined }, type, () =>
    Promise.resolve({ count: 0, render: () => body }),
  );

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
  const etag = entityTag([...parts, JSON.stringify(frame.masthead), language, String(languageIsChosen), dayOf(frame)]);
  const answer = await documentResponse(request, { etag, lastModified: undefined }, pageType, async () => {
    const body = await render(frame);
    return { count: 0, render: () => body };
  });
  return { ...answer, headers: { ...answer.headers, vary: 'accept-encoding, accept-language' } };
}
