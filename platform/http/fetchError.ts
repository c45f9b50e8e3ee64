/** Reasons why there was no whole response. Each is an outcome of a poll too. */
export type FetchErrorKind =
  'dns' | 'tls' | 'timeout' | 'connection' | 'blocked-address' | 'too-large' | 'redirects' | 'bad-response';

/** A guarded request that gave no response; the message says what, where, and what to do. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly kind: FetchErrorKind;

  constructor(kind: FetchErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const dnsCodes = /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_\w+)$/;
const tlsCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;
const responseCodes = /^(HPE_|Z_|ERR_BROTLI|ERR__ERROR_|ERR_ZLIB|ERR_PADDING|ERR_HTTP_)/;

/**
 * Node's error for a request, told by its code, as one of our kinds.
 * @param error what the socket, the resolver, TLS or zlib threw
 * @param url where the request went, for the message
 * @returns the error itself if it is ours already
 */
export function asFetchError(error: unknown, url: URL): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const options = { cause: error };
  if (dnsCodes.test(code)) {
    return new FetchError(
      'dns',
      `The name ${url.hostname} does not resolve (${code}): check the address, or wait if the publisher's DNS is down.`,
      options,
    );
  }
  if (tlsCodes.test(code)) {
    return new FetchError(
      'tls',
      `No secure connection to ${url.host} (${code}): its certificate or TLS set-up needs mending by the publisher.`,
      options,
    );
  }
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return new FetchError(
      'timeout',
      `No connection to ${url.host} in time (${code}): the server is down or drops our packets.`,
      options,
    );
  }
  if (responseCodes.test(code)) {
    return new FetchError(
      'bad-response',
      `What ${url.host} sent is no valid HTTP response (${code}): the publisher's server needs mending.`,
      options,
    );
  }
  return new FetchError(
    'connection',
    `The connection to ${url.host} failed (${code || 'no code'}): the server is down, or closed it midway.`,
    options,
  );
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
