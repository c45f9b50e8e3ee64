import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { listen } from '../../modules/partner-api/published/listen.mjs';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const server = useReceiver();
const folder = mkdtempSync(join(tmpdir(), 'caravan-listen-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const secret = 'whsec_dGhpcyBpcyBhIHNlY3JldCBvZiBhIHRlc3Q=';
const said: string[] = [];
let key: string;

beforeAll(async () => {
  ({ key } = await aPartner(caravan, 'caspian-times'));
  server.secrets = [secret];
  publisher.items = [
    { guid: 'a', title: 'A' },
    { guid: 'b', title: 'B' },
  ];
  await caravan.add('emn', publisher.url);
});

/** Listens until so many were heard, and ends. @returns the exit code */
async function listenFor(count: number, ...args: string[]): Promise<number> {
  const ending = new AbortController();
  const code = listen(
    ['--forward', server.url, '--url', caravan.url, '--secret', secret, '--state', join(folder, 'state.json'), ...args],
    {
      ends: ending.signal,
      env: { CARAVAN_KEY: key },
      say: (line) => {
        said.push(line);
      },
    },
  );
  await server.hears(count);
  ending.abort();
  return code;
}

describe("a partner's events on a machine of its own", () => {
  test('come signed and in order, and again under the same id until they are taken', async () => {
    let refuses = 1;
    server.answer = (response) => response.writeHead(refuses-- > 0 ? 500 : 204).end();
    expect(await listenFor(3, '--since', '1h')).toBe(0);
    const [first, again, second] = server.heard;
    expect(again?.id).toBe(first?.id);
    expect(server.heard.map(({ type, data: { title } }) => `${type} ${title}`).toSorted()).toEqual(
      [first, again, second].map((one) => `${one?.type} ${one?.data.title}`).toSorted(),
    );
    expect(new Set(server.heard.map(({ data: { title } }) => title))).toEqual(new Set(['A', 'B']));
    expect(first?.data.content).toBeUndefined();
    expect(said.filter((line) => line.includes('again in 1 s'))).toHaveLength(1);
    expect(statSync(join(folder, 'state.json')).mode & 0o077).toBe(0);
  });

  test('the next run goes on from there; of what was taken back only the withdrawal comes', async () => {
    const before = server.heard.length;
    publisher.items.push({ guid: 'c', title: 'C' }, { guid: 'd', title: 'D' });
    await caravan.poll('emn');
    await changeArticle(caravan.articles, articleId('emn', 'c'), (article) =>
      withdrawn(article, 'operator', 'by mistake', new Date()),
    );
    await caravan.twin.idle();
    expect(await listenFor(before + 2)).toBe(0);
    expect(
      server.heard
        .slice(before)
        .map(({ type, data: { id } }) => [type, id])
        .toSorted(),
    ).toEqual([
      ['article.published', articleId('emn', 'd')],
      ['article.withdrawn', articleId('emn', 'c')],
    ]);
    const { cursor } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as { cursor: string };
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  test('what was forwarded before a crash in the middle of a page comes no second time', async () => {
    const state = join(folder, 'crashed.json');
    const name = `${articleId('emn', 'a')}@1`;
    writeFileSync(
      state,
      JSON.stringify({
        asked: JSON.stringify({ api: caravan.url, filter: {} }),
        since: new Date(Date.now() - 3_600_000).toISOString(),
        forwarded: [name],
      }),
    );
    const before = server.heard.length;
    expect(await listenFor(before + 3, '--state', state)).toBe(0);
    expect(server.heard.slice(before).map(({ data: { id } }) => id)).not.toContain(articleId('emn', 'a'));
  });

  test('a filter is that of the list', async () => {
    const before = server.heard.length;
    publisher.items.push({ guid: 'e', title: 'E' });
    await caravan.poll('emn');
    const state = join(folder, 'filtered.json');
    expect(await listenFor(before + 4, '--since', '1h', '--source', 'emn', '--content', 'full', '--state', state)).toBe(
      0,
    );
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ forwarded: expect.any(Array) as unknown });
  });

  test.each([
    [['--port', '8080'], {}, /Your key is missing/],
    [['--url', '{{publicUrl}}', '--port', '8080'], { CARAVAN_KEY: 'x' }, /Say where the API is/],
    [['--url', 'http://localhost:1'], { CARAVAN_KEY: 'x' }, /Say where your server is/],
    [['--port', 'x', '--url', 'http://localhost:1'], { CARAVAN_KEY: 'x' }, /Say where your server is/],
    [['--port', '1', '--url', 'http://localhost:1', '--since', 'soon'], { CARAVAN_KEY: 'x' }, /--since is a time/],
    [['--port', '1', '--url', 'http://localhost:1', '--secret', 'x'], { CARAVAN_KEY: 'x' }, /begins with whsec_/],
    [['--port', '1', '--url', 'http://localhost:1', '--content', 'x'], { CARAVAN_KEY: 'x' }, /summary or full/],
    [['--prot', '1'], { CARAVAN_KEY: 'x' }, /Unknown option '--prot'/],
    [['--help'], {}, /as webhooks would/],
  ])('%j is told what is wrong', async (args, env, words) => {
    const lines: string[] = [];
    const code = await listen(args, { ends: new AbortController().signal, env, say: (line) => lines.push(line) });
    expect(code).toBe(args[0] === '--help' ? 0 : 2);
    expect(lines.join('\n')).toMatch(words);
  });

  test("a key that is no partner's is told so", async () => {
    const lines: string[] = [];
    const code = await listen(
      ['--port', '1', '--url', caravan.url, '--key', 'cvn_nobody', '--state', join(folder, 'nobody.json')],
      { ends: new AbortController().signal, env: {}, say: (line) => lines.push(line) },
    );
    expect(code).toBe(2);
    expect(lines.at(-1)).toMatch(/answered 401: This needs a key/);
  });

  test('the file is served as a program that knows its address, and Ctrl-C ends it in order', async () => {
    const served = await caravan.get('/v1/listen.mjs');
    expect(served.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    writeFileSync(join(folder, 'listen.mjs'), await served.text());
    const before = server.heard.length;
    const program = spawn(process.execPath, [join(folder, 'listen.mjs'), '--forward', server.url, '--since', '1h'], {
      cwd: folder,
      env: { ...process.env, CARAVAN_KEY: key, CARAVAN_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const words: string[] = [];
    program.stdout.on('data', (text: Buffer) => words.push(String(text)));
    await server.hears(before + 1);
    program.kill('SIGINT');
    expect(await once(program, 'exit')).toEqual([0, null]);
    expect(words.join('')).toContain(`${caravan.url} → ${server.url}`);
    expect(words.join('')).toContain('Ended. The place is kept in .caravan-listen.json');
  });

  test('the command line runs the same', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['cli/caravan.ts', 'listen', '--help']);
    expect(stdout).toContain('CARAVAN_KEY=cvn_… node listen.mjs --port 8080');
  });
});
