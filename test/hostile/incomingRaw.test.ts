import { beforeAll, expect, test } from '@jest/globals';
import { faultsOf } from '../helpers/calmAnswer.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { sendRaw } from '../helpers/rawHttp.ts';
import type { RawAnswer } from '../helpers/rawHttp.ts';
import { tableRows } from '../helpers/tableRows.ts';
import { rawRequests } from './tricks/rawRequests.ts';

const caravan = useCaravan();
let auth: string;
let before: string[];
beforeAll(async () => {
  auth = `Authorization: Bearer ${(await aPartner(caravan, 'raw-times')).key}\r\n`;
  before = await tableRows(caravan);
});

const cases = rawRequests('').map(([what], index): [string, number] => [what, index]);
const request = (index: number): string => rawRequests(auth)[index]?.[1] ?? '';

/**
 * Each head of an answer, with what it leads, as the fuzz judges them; types are the server's own where no function is
 * asked.
 */
function faultsOfRaw({ text, heads, statuses }: RawAnswer): string[] {
  return heads.flatMap((head, index) => {
    const headers = new Headers();
    for (const line of head.split('\r\n').slice(1)) {
      const [name = '', ...value] = line.split(':');
      if (name !== '') headers.append(name, value.join(':').trim());
    }
    return faultsOf({ status: statuses[index] ?? 0, headers, text: text.split(head)[1] ?? '' }).filter(
      (fault) => fault !== 'its type may be guessed',
    );
  });
}

test.each(cases)('%s: no failure, no inside, nothing planted', async (_, index) => {
  const answer = await sendRaw(caravan.twin.url, request(index));
  expect({ faults: faultsOfRaw(answer), text: answer.text.slice(0, 300) }).toEqual({
    faults: [],
    text: expect.any(String),
  });
  expect(answer.text).not.toMatch(/^x-planted/im);
});

test('a client that goes away amid its request, over and over, leaves the server whole', async () => {
  await Promise.all(cases.map(([, index]) => sendRaw(caravan.twin.url, request(index).slice(0, -3), { leave: true })));
  expect((await caravan.get('/subscribe')).status).toBe(200);
});

test('nobody is sent elsewhere by the Host that they name', async () => {
  const { heads } = await sendRaw(caravan.twin.url, request(cases.findIndex(([what]) => what === 'another host')));
  expect(heads).toEqual([expect.stringMatching(/^HTTP\/1\.1 302 /)]);
  expect(heads.join()).not.toContain('evil.example');
});

test('nothing of all that is stored, and nobody got a mail', async () => {
  await caravan.twin.idle();
  expect(await tableRows(caravan)).toEqual(before);
  expect(caravan.twin.mailbox.all()).toEqual([]);
});
