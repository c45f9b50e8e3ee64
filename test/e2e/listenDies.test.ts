import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const server = useReceiver();
const folder = mkdtempSync(join(tmpdir(), 'caravan-listen-dies-'));
let program: ChildProcess | undefined;
afterAll(() => {
  program?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a listener that dies time and again, and comes back, brings each event once', async () => {
  const { key } = await aPartner(caravan, 'caspian-times');
  server.secrets = ['whsec_dGhpcyBpcyBhIHNlY3JldCBvZiBhIHRlc3Q='];
  publisher.items = Array.from({ length: 7 }, (_, index) => ({ guid: `g${index}`, title: `Story ${index}` }));
  await caravan.add('emn', publisher.url);
  writeFileSync(join(folder, 'listen.mjs'), await (await caravan.get('/v1/listen.mjs')).text());

  const taken: { id: string; title: string }[] = [];
  let deaths = 0;
  // it dies with every second post on its way: before the answer, so that nobody has noted what came
  server.answer = (response, { id, data: { title } }) => {
    if (deaths * 2 < taken.length + 1) {
      deaths += 1;
      program?.kill('SIGKILL');
      response.destroy();
      return;
    }
    taken.push({ id, title });
    response.writeHead(204).end();
  };
  while (taken.length < publisher.items.length) {
    program = spawn(process.execPath, [join(folder, 'listen.mjs'), '--forward', server.url, '--since', '1h'], {
      cwd: folder,
      env: { ...process.env, CARAVAN_KEY: key, CARAVAN_SECRET: server.secrets[0] },
      stdio: 'ignore',
    });
    await Promise.race([once(program, 'exit'), server.hears(deaths + publisher.items.length)]);
  }
  const last = [...taken];
  program?.kill('SIGINT');
  if (program) await once(program, 'exit');

  expect(deaths).toBe(4);
  expect(taken).toEqual(last);
  expect(taken.map(({ title }) => title).toSorted()).toEqual(publisher.items.map(({ title }) => title).toSorted());
  // what was on its way as it died came again as the same event
  expect(new Set(server.heard.map(({ id }) => id)).size).toBe(taken.length);
});
