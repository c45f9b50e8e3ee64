/**
 * How long an answer says that it stays fresh (RFC 9111, section 5.2.2.1 and 5.3): `max-age`, or else `Expires`.
 * @returns seconds from now, 0 where nothing is said or caching is refused
 */
export function freshSeconds(cacheControl: string | undefined, expires: string | undefined, now: Date): number {
  const directives = cacheControl?.toLowerCase() ?? '';
  if (/\bno-(?:cache|store)\b/.test(directives)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/.exec(directives)?.[1];
  if (maxAge !== undefined) return Number(maxAge);
  const at = Date.parse(expires ?? '');
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((at - now.getTime()) / 1000));
}
