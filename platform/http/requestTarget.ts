/**
 * The path and query that a request is made with (RFC 9112, 3.2.1). The query stays byte for byte as its owner wrote
 * it: `URL` writes some characters that RFC 3986 allows in it otherwise, such as `'` (WHATWG URL, 1.3), and whoever
 * compares or signs theirs would not know it again. What no request may hold, such as a space, is written as `URL`
 * writes it.
 * @param url of this address
 * @param address as it was given
 */
export function requestTarget({ pathname, search }: URL, address: string): string {
  const [, query = search] = /^[^?#]*(\?[!"$-~]*)(?:#|$)/.exec(address) ?? [];
  return pathname + query;
}
