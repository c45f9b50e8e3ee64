import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { FetchError } from './fetchError.ts';

/**
 * Reads a response's body, decoded (RFC 9110, section 8.4), and no further than the cap: bombs and endless bodies
 * end early, in memory bounded by the cap.
 * @param response the body as it comes from the wire
 * @param contentEncoding the header's value: gzip, deflate (zlib or raw), br, or several in the order applied
 * @param maxBytes cap of the body before and after decompression
 * @throws FetchError `too-large`, or `bad-response` for an encoding that nobody asked for
 */
export async function readBody(response: Readable, contentEncoding: string, maxBytes: number, host: string): Promise<Uint8Array> {
  const encodings = contentEncoding.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 2) throw new FetchError('bad-response', `${host} encoded its answer ${encodings.length} times over.`);
  const wire = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await wire.next();
  if (first.done === true) return new Uint8Array(0); // an empty body is not a truncated gzip stream
  const raw = capped(withFirst(first.value, wire), maxBytes, host);
  // Undone in the reverse of the order in which they were applied.
  const decoders = encodings.toReversed().map((name, depth) => decoder(name, depth === 0 ? first.value : undefined, host));
  const decoded = collector(maxBytes, host);
  await pipeline([Readable.from(raw), ...decoders, decoded.sink]);
  return Buffer.concat(decoded.chunks);
}

function decoder(name: string, firstBytes: Buffer | undefined, host: string): NodeJS.ReadWriteStream {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'br') return createBrotliDecompress();
  // "deflate" means zlib's wrapping (RFC 9110, section 8.4.1.2), but many servers leave it out.
  if (name === 'deflate') return firstBytes !== undefined && (firstBytes[0]! & 0x0f) !== 8 ? createInflateRaw() : createInflate();
  throw new FetchError('bad-response', `${host} encoded its answer as ${JSON.stringify(name.slice(0, 40))}, which was not asked for.`);
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* capped(chunks: AsyncIterable<Buffer>, maxBytes: number, host: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes, host);
    yield chunk;
  }
}

function collector(maxBytes: number, host: string): { readonly sink: Writable; readonly chunks: Buffer[] } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(tooLarge(maxBytes, host));
      chunks.push(chunk);
      done();
    },
  });
  return { sink, chunks };
}

const tooLarge = (maxBytes: number, host: string): FetchError =>
  new FetchError('too-large', `The answer of ${host} is larger than ${Math.round(maxBytes / 1000)} kB: ask the publisher for a shorter feed.`);
