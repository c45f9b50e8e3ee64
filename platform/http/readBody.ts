import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { FetchError } from './addressGuard.ts';

export interface BodyLimits {
  /** Cap of the body before and after each decompression. */
  readonly maxBytes: number;
  readonly host: string;
  /** Ends the decoding too, not only what comes from the wire. */
  readonly signal: AbortSignal;
}

/**
 * Reads a response's body, decoded (RFC 9110, section 8.4), and no further than the cap at any stage: bombs and endless
 * bodies end early, in memory bounded by the cap, also where one decoder feeds another and nothing comes out of that.
 * @param response the body as it comes from the wire
 * @param contentEncoding the header's value: gzip, deflate (zlib or raw), br, or several in the order applied
 * @throws FetchError `too-large`, or `bad-response` for an encoding that nobody asked for
 */
export async function readBody(
  response: Readable,
  contentEncoding: string,
  { maxBytes, host, signal }: BodyLimits,
): Promise<Uint8Array> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 2)
    throw new FetchError('bad-response', `${host} encoded its answer ${encodings.length} times over.`);
  const wire = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await wire.next();
  if (first.done === true) return new Uint8Array(0); // an empty body is not a truncated gzip stream
  // Undone in the reverse of the order in which they were applied.
  const decoders = encodings
    .toReversed()
    .map((name, depth) => decoder(name, depth === 0 ? first.value : undefined, host));
  const capped = () => cap(maxBytes, host);
  const stages = [capped(), ...decoders.flatMap((decoding) => [decoding, capped()])];
  const chunks: Buffer[] = [];
  await pipeline([Readable.from(withFirst(first.value, wire)), ...stages, collector(chunks)], { signal });
  return Buffer.concat(chunks);
}

function decoder(name: string, firstBytes: Buffer | undefined, host: string): NodeJS.ReadWriteStream {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'br') return createBrotliDecompress();
  // "deflate" means zlib's wrapping (RFC 9110, section 8.4.1.2), but many servers leave it out.
  if (name === 'deflate')
    return firstBytes !== undefined && (firstBytes[0]! & 0x0f) !== 8 ? createInflateRaw() : createInflate();
  throw new FetchError(
    'bad-response',
    `${host} encoded its answer as ${JSON.stringify(name.slice(0, 40))}, which was not asked for.`,
  );
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Lets so many bytes through, and no more. */
function cap(maxBytes: number, host: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge(maxBytes, host));
      else done(null, chunk);
    },
  });
}

const collector = (chunks: Buffer[]): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });

const tooLarge = (maxBytes: number, host: string): FetchError =>
  new FetchError(
    'too-large',
    `The answer of ${host} is larger than ${Math.round(maxBytes / 1000)} kB: ask the publisher for a shorter feed.`,
  );
