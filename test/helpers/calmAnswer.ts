/** What an answer must not be, whatever was asked. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A line of a stack, a file of ours, or what DynamoDB, zod and Node say among themselves. */
const inside =
  /\n\s+at .+:\d+:\d+|file:\/\/\/|node_modules|\/var\/task|ValidationException|ZodError|TypeError|RangeError|SyntaxError|Internal Server Error/;
/** What a hostile request plants: as a header of ours, or as markup on a page. */
export const planted = { header: 'x-planted', markup: '<script>planted' };

/** @returns in words, what is wrong with an answer; nothing where it is calm */
export function faultsOf({ status, headers, text }: Answered): string[] {
  const type = headers.get('content-type') ?? '';
  return [
    ...(status >= 500 ? [`it is a ${status}: ${text.slice(0, 200)}`] : []),
    ...(status < 200 || status > 599 ? [`it has the status ${status}`] : []),
    ...(inside.test(text) ? [`it shows the inside: ${inside.exec(text)?.[0]}`] : []),
    ...(headers.has(planted.header) || headers.get('set-cookie') !== null ? ['it has a header that was planted'] : []),
    ...(type.startsWith('text/html') && text.toLowerCase().includes(planted.markup)
      ? ['its page has markup that was planted']
      : []),
    ...(text !== '' && headers.get('x-content-type-options') !== 'nosniff' ? ['its type may be guessed'] : []),
  ];
}
