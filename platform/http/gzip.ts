import { gzipSync } from 'node:zlib';

/** RFC 9110, 12.5.3: gzip is taken where it is named, or `*` is, with a weight above zero. */
export function acceptsGzip(acceptEncoding = ''): boolean {
  return acceptEncoding.split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return (coding === 'gzip' || coding === '*') && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** A body as API Gateway takes it: bytes go in base64. */
export const bodyFor = (text: string, gzip: boolean): { body: string; isBase64Encoded?: true } =>
  gzip ? { body: gzipSync(text).toString('base64'), isBase64Encoded: true } : { body: text };
