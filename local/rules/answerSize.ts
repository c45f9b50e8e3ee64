/**
 * The bytes of JSON that a function may answer to who waits for it. "Invocation payload",
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const longestAnswerBytes = 6_291_556;

/** Lambda's error for an answer that is too long; undefined where it is not. */
export function answerTooLong(payload: string | undefined): { errorType: string; errorMessage: string } | undefined {
  if (payload === undefined || Buffer.byteLength(payload) <= longestAnswerBytes) return undefined;
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${longestAnswerBytes} bytes).`,
  };
}
