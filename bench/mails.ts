import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { Mailer } from '../modules/mail/mailer.ts';
import { readerKeyWith } from '../modules/subscribers/readerKey.ts';
import { epochSeconds } from '../platform/values/time.ts';
import { articleOf, digestWorkerFor, sendDigests } from './digestWorker.ts';
import { inTurn, median } from './inTurn.ts';
import { usualHtmlBytes } from './madePublisher.ts';
import { madeReaders } from './madeReaders.ts';
import { madeStories } from './madeStories.ts';
import { kilobytes, number, table } from './report.ts';

export interface MailsFigures {
  readonly readers: number;
  readonly mailBytes: number;
  /** Microseconds of CPU (user and system, all threads of the worker) a mail. */
  readonly together: number;
  /** The same, where each mail is a call of its own. */
  readonly alone: number;
  /** A POST of as many bytes as a mail has, without a signature: nobody sends a mail by HTTP for less. */
  readonly bare: number;
}

const [readerCount, articleCount, rounds] = [4_000, 300, 3];
/** By a pace of one mail a second, each is a call of its own. */
const aloneEachMs = 1_000;

/**
 * CPU of a digest mail with SES's client, against an SES in another process that takes everything: the digest function's
 * use case whole, its tables in memory; readers of 20 choices. By turns with the same, a call for each mail, and with a
 * bare POST.
 */
export async function measureMails(): Promise<MailsFigures> {
  const sink = fork(join(import.meta.dirname, 'sesSink.mjs'));
  const [port] = (await once(sink, 'message')) as [number];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  });
  const key = readerKeyWith('bench');
  const articles = madeStories(articleCount, usualHtmlBytes).map(articleOf);
  const readers = madeReaders(readerCount, epochSeconds(new Date()), (address) => key.idOf(address));
  const mailer = new Mailer({ configurationSet: 'set', from: 'Bench <bench@caravan.example>', replyTo: 'a@b.example' });
  const worker = (eachMs: number) => () =>
    cpuOf(() => sendDigests(readers, digestWorkerFor(readers, articles, { key, mailer, eachMs }), articles.length));
  const mailBytes = await sizeOfMail();
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  try {
    const [together = [], alone = [], bare = []] = await inTurn(rounds, [
      worker(0),
      worker(aloneEachMs),
      () => cpuOf(() => postAll(port, agent, JSON.stringify({ mail: 'x'.repeat(mailBytes) }))),
    ]);
    return { readers: readerCount, mailBytes, together: median(together), alone: median(alone), bare: median(bare) };
  } finally {
    agent.destroy();
    sink.kill();
  }

  /** Both parts of a mail of the first reader. */
  async function sizeOfMail(): Promise<number> {
    let bytes = 0;
    const weigh: Mailer['post'] = async ({ html, text }) => {
      bytes = Buffer.byteLength(html) + Buffer.byteLength(text);
      return { what: 'taken', messageId: 'm' };
    };
    const one = readers.slice(0, 1);
    const scale = { post: weigh, postShared: async () => [] };
    await sendDigests(one, digestWorkerFor(one, articles, { key, mailer: scale }), articles.length);
    return bytes;
  }
}

/** Microseconds of CPU for each reader. */
async function cpuOf(task: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / readerCount;
}

async function postAll(port: number, agent: Agent, body: string): Promise<void> {
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      request({ port, host: '127.0.0.1', method: 'POST', path: '/', agent, headers }, (answer) => {
        answer.resume().on('end', () => {
          resolve();
        });
      })
        .on('error', reject)
        .end(body);
    });
  for (let sent = 0; sent < readerCount; sent += 10) await Promise.all(Array.from({ length: 10 }, post));
}

export const mailsReport = ({ readers, mailBytes, together, alone, bare }: MailsFigures): string =>
  "MAILS: CPU of a digest mail, SES's client included, against an SES in another process; " +
  `${number(readers)} readers of 20 choices, tables in memory
${table(
  ['mail, kB', 'readers together, µs', 'a call for each, µs', 'together of alone', 'a bare POST of it, µs'],
  [[kilobytes(mailBytes), number(together), number(alone), number(together / alone, 2), number(bare)]],
)}`;
