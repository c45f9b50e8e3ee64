/**
 * The wait that a `Retry-After` header asks for (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 * @returns seconds from now, never negative; undefined for a header that is missing or says neither
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(value)) return Number(value);
  if (!/^[A-Z][a-z]{2,8}, \d/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
