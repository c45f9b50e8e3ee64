// `npm run test:samples`: the programs of the partners' guide, as they stand in its page, each in its own language.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Steps } from '../deploy/steps.ts';
import { startCaravan } from '../helpers/caravan.ts';
import { startPublisher } from '../helpers/publisher.ts';
import { languages, type Language } from './languages.ts';
import { guideOf } from './guide.ts';
import { runToEnd, startServer } from './programs.ts';

const steps = new Steps();
const caravan = await startCaravan();
const publisher = await startPublisher();
const { key } = await guideOf.partner(caravan);
const guide = await guideOf.page(caravan);
let stories = 0;

/** Publishes one more story, and waits until it is told. @returns its title */
async function publish(): Promise<string> {
  const title = `Story ${(stories += 1)}`;
  publisher.items.push({ guid: title, title });
  await caravan.poll('emn');
  await caravan.twin.idle();
  return title;
}

async function call<Body>(method: string, path: string, body?: object): Promise<Body> {
  const answer = await caravan.get(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return JSON.parse(text) as Body;
}

/** Made by the API, taken by the sample's server, and refused where it is forged. */
async function tryWebhook(language: Language, folder: string): Promise<void> {
  const file = join(folder, `webhook.${language.ending}`);
  writeFileSync(file, guide.sample(`${language.name}: a server that verifies`));
  const port = await guideOf.freePort();
  const url = `http://127.0.0.1:${port}/`;
  const { id, secret } = await call<{ id: string; secret: string }>('POST', '/v1/webhooks', { url });
  const server = await startServer(await language.command(file, port), port, { CARAVAN_SECRET: secret });
  try {
    assert.deepEqual(await call('POST', `/v1/webhooks/${id}/test`, { type: 'comment.withdrawn' }).then(delivered), [
      true,
      204,
    ]);
    const title = await publish();
    await server.says(new RegExp(`article\\.published [0-9a-f]{32} 1 ${title}`));
    const forged = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) };
    for (const signature of [undefined, 'v1,', `v1,${Buffer.alloc(32).toString('base64')}`]) {
      const headers = { ...forged, ...(signature !== undefined && { 'webhook-signature': signature }) };
      assert.equal((await fetch(url, { method: 'POST', headers, body: '{}' })).status, 401);
    }
  } finally {
    await server.stop();
    await call('PATCH', `/v1/webhooks/${id}`, { status: 'disabled' });
  }
}

const delivered = (told: unknown): unknown[] => {
  const { delivered: isDelivered, status } = told as { delivered: boolean; status?: number };
  return [isDelivered, status];
};

/** A webhook by the guide's own commands. */
async function tryFirstWebhook(): Promise<void> {
  const [made = '', tested = ''] = guide.sample('A first webhook, and a test of it').split(/\n(?=webhook=)/);
  const shell = (script: string) => runToEnd(['bash', '-c', script], '.', { CARAVAN_KEY: key });
  const url = `http://127.0.0.1:${await guideOf.freePort()}/`;
  const { id, secret } = JSON.parse(await shell(made.replace(/^url=.*$/m, `url=${url}`))) as Record<string, string>;
  assert.match(secret ?? '', /^whsec_/);
  const answer = await shell(tested.replace(/^webhook=.*$/m, `webhook=${id ?? ''}`));
  assert.equal((JSON.parse(answer) as { delivered: boolean }).delivered, false); // nobody listens there
  await call('PATCH', `/v1/webhooks/${id ?? ''}`, { status: 'disabled' });
}

/** Everything at the first run, nothing at the second, and what is new at the third. */
async function tryPull(language: Language, folder: string): Promise<void> {
  const file = join(folder, `pull.${language.ending}`);
  writeFileSync(file, guide.sample(`${language.name}: a program that catches up`));
  rmSync(join(folder, 'cursor.txt'), { force: true });
  const command = await language.command(file);
  const run = () => runToEnd(command, folder, { CARAVAN_KEY: key });
  assert.equal((await run()).trim().split('\n').length, stories);
  assert.equal((await run()).trim(), '');
  const title = await publish();
  assert.match((await run()).trim(), new RegExp(`^article\\.published [0-9a-f]{32} 1 ${title}$`));
}

async function tryShell(): Promise<void> {
  const shell = (script: string) =>
    runToEnd(['bash', '-c', script.replace(/^export .*\n/, '')], '.', { CARAVAN_KEY: key });
  const headlines = (await shell(guide.sample('A first request, which shows headlines'))).trim().split('\n');
  assert.deepEqual(headlines.toSorted(), ['"title":"Story 1"', '"title":"Story 2"', '"title":"Story 3"']);
  const [article = ''] = caravan.events.map(({ article: { id } }) => id);
  const [whole = '', conditional = ''] = guide
    .sample('An article, and whether it has changed')
    .replace(/article=.*\n/, `article=${article}\n`)
    .split(/\n(?=curl .*If-None-Match)/);
  const answer = await shell(whole);
  assert.match(answer, /^HTTP\/1\.1 200/);
  const etag = /^etag: "(.*)"/im.exec(answer)?.[1] ?? '';
  assert.match(await shell(`article=${article}\n${conditional.replace('"…"', `"${etag}"`)}`), /^HTTP\/1\.1 304/);
}

try {
  publisher.items = [];
  for (const title of ['Story 1', 'Story 2', 'Story 3']) publisher.items.push({ guid: title, title });
  stories = 3;
  await caravan.add('emn', publisher.url);
  await caravan.twin.idle();
  await steps.step('The guide: a first request, and an article by its ETag', tryShell);
  await steps.step('The guide: a first webhook, and a test of it', tryFirstWebhook);
  for (const language of languages) {
    const ready = await language.ready();
    if ('skipped' in ready) {
      console.log(`  – the samples in ${language.name} are skipped: ${ready.skipped}`);
      continue;
    }
    await steps.step(`${language.name}: webhooks are verified`, () => tryWebhook(language, ready.folder));
    await steps.step(`${language.name}: the list is followed`, () => tryPull(language, ready.folder));
  }
} finally {
  await publisher.stop();
  await caravan.stop();
}
process.exitCode = steps.end();
