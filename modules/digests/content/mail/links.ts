/** Longer ones are cut off by mail programs (Word's engine: 2,083), and would fill the mail. */
const longest = 2_000;

/** An address that a mail may link to; undefined for what is none, of another scheme, or too long. */
export function linkable(
  url: string | undefined,
  schemes: readonly string[] = ['https:', 'http:'],
): string | undefined {
  if (url === undefined || url.length > longest || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return schemes.includes(protocol) && href.length <= longest ? href : undefined;
}
