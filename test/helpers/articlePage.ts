const sentence =
  'The central bank raised its rate on Monday, after weeks of talks with lenders, traders and ministers. ';

/**
 * A page of a newspaper, with an article that Readability finds.
 * @param name stands in nearly all of its words: pages of several names tell several stories
 */
export function articlePage({ lead = 'Rates rise', head = '', body = '', name = '' } = {}): string {
  const more = name === '' ? sentence : sentence.replace(/\w{4,}/g, `$&-${name}`);
  return (
    `<!doctype html><html><head><title>${lead}</title>${head}</head><body><nav><a href="/">Home</a></nav><main><article>` +
    `<h1>${lead}</h1><p>${lead}: ${sentence}${more.repeat(2)}</p>` +
    Array.from({ length: 6 }, (_, index) => `<p>${index}. ${more.repeat(2)}</p>`).join('') +
    `${body}</article></main><footer>All the small print of a newspaper</footer></body></html>`
  );
}
