import { Readable } from 'node:stream';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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
  expect(await read(Readable.from([brotliCompressSync(silentGzip(1))]), 'gzip, br')).toHaveLength(0);
});

test.each([
  ['gzip', header],
  ['gzip, gzip', gzipSync(header).subarray(0, -8)],
])('the deadline ends the decoding of %s, not the wire alone', async (encoding, first) => {
  const deadline = new AbortController();
  async function* endless(): AsyncGenerator<Buffer> {
    yield first;
    deadline.abort();
    await new Promise(() => {}); // a wire that nobody cuts
  }
  await expect(read(Readable.from(endless()), encoding, deadline.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('more than two encodings are refused in words', async () => {
  await expect(read(Readable.from([Buffer.from('x')]), 'gzip, br, gzip')).rejects.toMatchObject({
    kind: 'bad-response',
    message: 'p.example encoded its answer 3 times over.',
  });
});
