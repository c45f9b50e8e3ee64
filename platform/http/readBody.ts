import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import { codeOf, FetchError } from './addressGuard.ts';

export interface BodyLimits {
  /** Cap of the body before and after each decompression. */
  readonly maxBytes: number;
  readonly host: string;
  /** Ends the decoding too, not only what comes from the wire. */
  readonly signal: AbortSignal;
}

export interface ReceivedBody {
  readonly body: Uint8Array;
  /**
   * The connection ended before the body did, or a compressed stream has no end or no checksum: this is what came of
   * it, as browsers and curl show it.
   */
  readonly isCut: boolean;
}

/**
 * Reads a response's body, decoded (RFC 9110, section 8.4), and no further than the cap at any stage: bombs and endless
 * bodies end early, in memory bounded by the cap, also where one decoder feeds another and nothing comes out of that.
 * Of a body that is cut off, what came is given. Bytes after the end of a compressed stream are passed over.
 * @param response the body as it comes from the wire
 * @param contentEncoding the header's value: gzip, deflate (zlib or raw), br, or several in the order applied
 * @throws FetchError `too-large`, or `bad-response` for an encoding that nobody asked for; where nothing came, the
 * error of the connection or the decoder
 */
export async function readBody(response: Readable, contentEncoding: string, limits: BodyLimits): Promise<ReceivedBody> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 2)
    throw new FetchError('bad-response', `${limits.host} encoded its answer ${encodings.length} times over.`);
  let received = await fromWire(response, limits);
  // Undone in the reverse of the order in which they were applied.
  for (const name of encodings.toReversed()) {
    if (received.body.length === 0) break; // an empty body is not a truncated gzip stream
    const { body, isCut } = await decoded(received.body, name, limits);
    received = { body, isCut: isCut || received.isCut };
  }
  return received;
}

async function fromWire(response: Readable, limits: BodyLimits): Promise<ReceivedBody> {
  const chunks: Buffer[] = [];
  try {
    await pipeline([response, cap(limits), collector(chunks)], { signal: limits.signal });
    return { body: Buffer.concat(chunks), isCut: false };
  } catch (error) {
    limits.signal.throwIfAborted();
    if (error instanceof FetchError || chunks.length === 0) throw error;
    return { body: Buffer.concat(chunks), isCut: true };
  }
}

async function decoded(bytes: Uint8Array, name: string, limits: BodyLimits): Promise<ReceivedBody> {
  const { whole, cut } = decodersOf(name, bytes, limits.host);
  try {
    return { body: await through(whole(), bytes, limits), isCut: false };
  } catch (error) {
    const code = codeOf(error);
    const member = (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') && (await firstMember(bytes, name, limits));
    if (member) return { body: member, isCut: false };
    const body = code === 'Z_BUF_ERROR' ? await through(cut(), bytes, limits) : undefined;
    if (body === undefined || body.length === 0) throw error;
    return { body, isCut: true };
  }
}

async function through(decoder: Transform, bytes: Uint8Array, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await pipeline([Readable.from([bytes]), decoder, cap(limits), collector(chunks)], { signal: limits.signal });
  return Buffer.concat(chunks);
}

/** Decoders for a stream that has its end, and for one whose end is missing. */
function decodersOf(name: string, bytes: Uint8Array, host: string): Record<'whole' | 'cut', () => Transform> {
  const zlib = (create: (options?: ZlibOptions) => Transform) => ({
    whole: () => create(),
    cut: () => create({ finishFlush: constants.Z_SYNC_FLUSH }),
  });
  if (name === 'gzip' || name === 'x-gzip') return zlib(createGunzip);
  // "deflate" means zlib's wrapping (RFC 9110, section 8.4.1.2), but many servers leave it out.
  if (name === 'deflate') return zlib(((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate : createInflateRaw);
  if (name === 'br')
    return {
      whole: () => createBrotliDecompress(),
      cut: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
    };
  throw new FetchError(
    'bad-response',
    `${host} encoded its answer as ${JSON.stringify(name.slice(0, 40))}, which was not asked for.`,
  );
}

/**
 * The first member of a gzip stream (RFC 1952) that something else follows. Node takes that for another member, and
 * finds it broken; browsers pass it over.
 * @returns undefined where the member is broken or cut itself, or another one follows
 */
async function firstMember(bytes: Uint8Array, name: string, limits: BodyLimits): Promise<Buffer | undefined> {
  const start = name.endsWith('gzip') ? endOfGzipHeader(bytes) : bytes.length;
  if (start >= bytes.length) return undefined;
  const inflate = createInflateRaw();
  const body = await through(inflate, bytes.subarray(start), limits).catch((error: unknown) => {
    if (codeOf(error).startsWith('Z_')) return undefined;
    throw error;
  });
  const end = Buffer.from(bytes).subarray(start + inflate.bytesWritten);
  const isWhole = body !== undefined && end.length >= 8 && end.readUInt32LE() === crc32(body);
  return isWhole && !(end[8] === 0x1f && end[9] === 0x8b) ? body : undefined;
}

/** RFC 1952, section 2.3: ten bytes, and what its flags say. */
function endOfGzipHeader(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  const afterText = (at: number) => bytes.indexOf(0, at) + 1 || bytes.length;
  let at = 10;
  if ((flags & 4) > 0) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  if ((flags & 8) > 0) at = afterText(at);
  if ((flags & 16) > 0) at = afterText(at);
  return (flags & 2) > 0 ? at + 2 : at;
}

/** Lets so many bytes through, and no more. */
function cap({ maxBytes, host }: BodyLimits): Transform {
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
