import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * Lambda's quota of what a function answers: 6 MB, of which its own envelope takes some (Lambda developer guide,
 * "Lambda quotas"; it fails with "Response payload size exceeded maximum allowed payload size (6291556 bytes)").
 */
const mostAnswerBytes = 6_291_556;

/** Room for the headers that an answer gets besides its body. */
const room = 16_384;

/**
 * The size of an answer on its way out of Lambda: a string of JSON, in which a gzipped body is base64 and quotation
 * marks are escaped.
 */
const answerBytes = (answer: Pick<APIGatewayProxyStructuredResultV2, 'body'>): number =>
  Buffer.byteLength(JSON.stringify(answer));

/** Below its share, so that a document whose newest articles are the longest is seldom made more than twice. */
const aim = 0.97;

/**
 * A document of the newest articles that Lambda lets out: where all are too many, as many as their share of it, until
 * they fit.
 * @param count how many there are
 * @param bodyOf makes the body of the first so many
 */
export function newestThatFit<Body extends { body: string }>(count: number, bodyOf: (first: number) => Body): Body {
  for (let first = count; ;) {
    const made = bodyOf(first);
    const bytes = answerBytes(made);
    if (bytes <= mostAnswerBytes - room || first === 0) return made;
    first = Math.min(first - 1, Math.floor((first * aim * (mostAnswerBytes - room)) / bytes));
  }
}
