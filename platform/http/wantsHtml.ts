/**
 * Whether whoever asks is a person with a browser: HTML is named, and nothing that programs take is liked better
 * (RFC 9110, 12.5.1). Who takes anything is a program.
 */
export function wantsHtml(accept = ''): boolean {
  const weights = new Map(
    accept
      .slice(0, 1_000)
      .split(',')
      .map((part) => {
        const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
        const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
        return [type, weight === undefined ? 1 : Number(weight)] as const;
      }),
  );
  const liking = (...types: string[]) => Math.max(0, ...types.map((type) => weights.get(type) ?? 0));
  const html = liking('text/html', 'application/xhtml+xml');
  return html > 0 && html >= liking('application/problem+json', 'application/json');
}
