import type { IncomingMessage } from 'node:http';

/** Articles can be long; nothing that Caravan sends is longer than this. */
const limitBytes = 1024 * 1024;

/**
 * The body to the byte, as it was signed: parsing and writing it again would break the signature. Undefined where it is
 * too large.
 */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // What is too large is read on and thrown away: a sender whose body is cut off does not get to read the answer.
      if (length > limitBytes) chunks.length = 0;
      else chunks.push(chunk);
    });
    request.on('end', () => {
      resolve(length > limitBytes ? undefined : Buffer.concat(chunks).toString('utf8'));
    });
    request.on('close', () => {
      reject(new Error('The sender went away in the middle of a body.'));
    });
    request.on('error', reject);
  });
}
