import { Readable } from 'node:stream';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { readBody } from '../../../platform/http/readBody.ts';

/** A gzip stream that says nothing at any length: its header, and stored blocks without a byte (RFC 1951, 3.2.4). */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const emptyBlocks = Buffer.alloc(50_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
const lastBlock = Buffer.from([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
const silentGzip = (blocks: number): Buffer =>
  Buffer.concat([header, ...Array.from({ length: blocks }, () => emptyBlocks), lastBlock]);

const read = (wire: Readable, encoding: string, signal = new AbortController().signal) =>
  readBody(wire, encoding, { maxBytes: 100_000, host: 'p.example', signal });

test('between two decoders no more than the cap goes through, though nothing comes out', async () => {
  const wire = brotliCompressSync(silentGzip(100));
  expect(wire.length).toBeLessThan(1_000);
  await expect(read(Readable.from([wire]), 'gzip, br')).rejects.toMatchObject({ kind: 'too-large' });
  expect(await read(Readable.from([brotliCompressSync(silentGzip(1))]), 'gzip, br')).toEqual({
    body: Buffer.alloc(0),
    isCut: false,
  });
});

test.each(['', 'gzip', 'gzip, gzip'])(
  'the deadline ends the reading of "%s" where nobody cuts the wire',
  async (encoding) => {
    const deadline = new AbortController();
    const wire = new Readable({ read: () => deadline.abort() });
    wire.push(header);
    await expect(read(wire, encoding, deadline.signal)).rejects.toMatchObject({ name: 'AbortError' });
  },
);

test('the deadline ends the decoding too, not the wire alone', async () => {
  const deadline = new AbortController();
  async function* late(): AsyncGenerator<Buffer> {
    yield gzipSync('a story');
    deadline.abort();
  }
  await expect(read(Readable.from(late()), 'gzip', deadline.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

const story = Buffer.from(Array.from({ length: 2_000 }, (_, index) => index).join(' '));
const cutWire = (bytes: Uint8Array): Readable =>
  Readable.from(
    (async function* () {
      yield bytes;
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    })(),
  );
const encodings = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['gzip, br', (bytes: Uint8Array) => brotliCompressSync(gzipSync(bytes))],
  ['', (bytes: Uint8Array) => bytes],
] as const;

describe.each(encodings)('of %s', (encoding, encode) => {
  test('that is cut midway, what came is given, and said to be cut', async () => {
    const half = encode(story).subarray(0, encode(story).length / 2);
    const { body, isCut } = await read(cutWire(half), encoding);
    expect(isCut).toBe(true);
    expect(body.length).toBeGreaterThan(story.length / 10);
    expect(story.subarray(0, body.length).equals(body)).toBe(true);
  });

  test('that is cut before its first byte, nothing is', async () => {
    await expect(read(cutWire(Buffer.alloc(0)), encoding)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

test.each([
  ['gzip', gzipSync(story).subarray(0, -8)],
  ['gzip', gzipSync(story).subarray(0, -1)],
  ['deflate', deflateSync(story).subarray(0, -4)],
])('%s without its checksum is whole, and said to be cut', async (encoding, bytes) => {
  expect(await read(Readable.from([bytes]), encoding)).toEqual({ body: story, isCut: true });
});

test.each([
  ['gzip', gzipSync(story)],
  ['deflate', deflateSync(story)],
  ['deflate', deflateRawSync(story)],
  ['br', brotliCompressSync(story)],
])('bytes after the end of %s are passed over', async (encoding, bytes) => {
  for (const more of ['\n', '\n<!-- cached -->', '\u0000'.repeat(100)])
    expect(await read(Readable.from([bytes, Buffer.from(more)]), encoding)).toEqual({ body: story, isCut: false });
});

test('a gzip stream of two members is read whole, with a name in its header and what not', async () => {
  const named = Buffer.concat([header.subarray(0, 10), Buffer.from('feed.xml\0'), gzipSync(story).subarray(10)]);
  named[3] = 8;
  expect((await read(Readable.from([named, Buffer.from('\n\n')]), 'gzip')).body).toEqual(story);
  const two = Buffer.concat([named, gzipSync(story)]);
  expect((await read(Readable.from([two]), 'gzip')).body).toHaveLength(2 * story.length);
  expect(await read(Readable.from([two.subarray(0, -8)]), 'gzip')).toMatchObject({
    isCut: true,
    body: { length: 2 * story.length },
  });
});

test('what is corrupt is not taken for cut', async () => {
  const corrupt = gzipSync(story);
  corrupt.fill(0xff, 500, 520);
  await expect(read(Readable.from([corrupt]), 'gzip')).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
});

test('of a cut bomb no more than the cap is given either', async () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000)).subarray(0, -8);
  await expect(read(cutWire(bomb), 'gzip')).rejects.toMatchObject({ kind: 'too-large' });
});

test('more than two encodings are refused in words', async () => {
  await expect(read(Readable.from([Buffer.from('x')]), 'gzip, br, gzip')).rejects.toMatchObject({
    kind: 'bad-response',
    message: 'p.example encoded its answer 3 times over.',
  });
});
