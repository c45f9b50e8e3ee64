import { expect, test } from '@jest/globals';
import { digestMailOf, sharedDigestMailOf } from '../../../modules/digests/sending/digestMail.ts';
import { linkMarks } from '../../../modules/digests/content/digestContent.ts';
import { mostTogether } from '../../../modules/mail/sharedMail.ts';
import type { SharedMail } from '../../../modules/mail/sharedMail.ts';
import type { MailResult } from '../../../modules/mail/sesAnswers.ts';
import { readerKeyWith } from '../../../modules/subscribers/readerKey.ts';
import { reader } from '../../helpers/readers.ts';
import { digestWorker, dueAt, now, outcomes } from './digestWorker.ts';

const id = (index: number) => String(index).repeat(32);
const address = (index: number) => `${index}@baku.example`;
const answers =
  (...what: MailResult['what'][]) =>
  ({ copies }: SharedMail) =>
    copies.map(({ to }, index): MailResult =>
      what[index] === undefined || what[index] === 'taken'
        ? { what: 'taken', messageId: to }
        : { what: what[index], reason: `${what[index]} it is` },
    );

test('who shares a rendering shares a call, each with a claim, links and tags of their own', async () => {
  const { ledger, rows, mails, sharedMails, run } = digestWorker({ sharing: true });
  expect(outcomes(await run())).toEqual(['taken', 'taken', 'taken']);
  expect(mails).toEqual([]);
  expect(sharedMails.map(({ copies }) => copies.map(({ to, tags }) => [to, tags]))).toEqual([
    [0, 1, 2].map((index) => [address(index), { subscriber: id(index), digest: String(dueAt) }]),
  ]);
  expect(new Set(sharedMails[0]?.copies.map(({ headers }) => headers['List-Unsubscribe']))).toHaveProperty('size', 3);
  expect([...ledger.values()].map(({ status, messageId }) => [status, messageId])).toEqual(
    [0, 1, 2].map((index) => ['sent', address(index)]),
  );
  expect([...rows.values()].every((row) => row.readTo === 9 && row.dueAt! > dueAt)).toBe(true);
});

test("what SES answers for one reader is that reader's alone", async () => {
  const { ledger, rows, mails, givenBack, run } = digestWorker({
    sharing: true,
    shared: answers('taken', 'unknown', 'full'),
  });
  expect(outcomes(await run())).toEqual(['taken', 'unknown', 'full']);
  expect([0, 1, 2].map((index) => ledger.get(id(index))?.status)).toEqual(['sent', 'sending', 'waiting']);
  expect([0, 1, 2].map((index) => rows.get(id(index))?.dueAt === dueAt)).toEqual([false, true, true]);
  expect([mails, givenBack]).toEqual([[], [1]]);
});

test('whom a shared call refuses is posted to alone, and what SES says to that counts', async () => {
  const { ledger, mails, warned, run } = digestWorker({
    sharing: true,
    shared: answers('refused', 'refused', 'refused'),
    posts: [
      { what: 'taken', messageId: 'm' },
      { what: 'refused', reason: 'Illegal address' },
    ],
  });
  expect(outcomes(await run())).toEqual(['taken', 'refused', 'taken']);
  expect(mails).toEqual([0, 1, 2].map(address));
  expect([0, 1, 2].map((index) => ledger.get(id(index))?.status)).toEqual(['sent', 'failed', 'sent']);
  expect(warned).toEqual([[expect.any(String), { digests: 3, why: expect.any(String) }]]);
});

test('whom SES was too busy for is in the next call, and nobody else', async () => {
  const turns = [answers('taken', 'busy', 'busy'), answers('busy', 'taken'), answers()];
  const { mails, sharedMails, run } = digestWorker({ sharing: true, shared: (mail) => turns.shift()!(mail) });
  expect(outcomes(await run())).toEqual(['taken', 'taken', 'taken']);
  expect(sharedMails.map(({ copies }) => copies.map(({ to }) => to))).toEqual([
    [0, 1, 2].map(address),
    [1, 2].map(address),
  ]);
  expect(mails).toEqual([address(1)]); // the last one is no company
});

test('whom another worker has claimed is left out of the call', async () => {
  const { ledger, sharedMails, parts, run } = digestWorker({ sharing: true });
  const claim = parts.digests.claim.bind(parts.digests);
  parts.digests.claim = async (row, before) => row.subscriberId !== id(1) && claim(row, before);
  expect(outcomes(await run())).toEqual(['taken', 'claimed by another', 'taken']);
  expect(sharedMails.flatMap(({ copies }) => copies.map(({ to }) => to))).toEqual([address(0), address(2)]);
  expect(ledger.has(id(1))).toBe(false);
});

test('a claim that fails brings its own message back, and the others go', async () => {
  const { parts, run } = digestWorker({ sharing: true });
  const claim = parts.digests.claim.bind(parts.digests);
  parts.digests.claim = async (row, before) =>
    row.subscriberId === id(1) ? Promise.reject(new Error('No DynamoDB.')) : claim(row, before);
  expect(outcomes(await run())).toEqual(['taken', 'error', 'taken']);
});

test('who leaves while a batch waits is not in its call', async () => {
  const { sharedMails, run } = digestWorker({
    sharing: true,
    waits: (rows) => {
      rows.set(id(0), { ...rows.get(id(0))!, status: 'left' });
    },
  });
  expect(outcomes(await run())).toEqual(['dropped', 'taken', 'taken']);
  expect(sharedMails.flatMap(({ copies }) => copies.map(({ to }) => to))).toEqual([address(1), address(2)]);
});

test('an issue with a word that SES would fill in goes to each reader alone', async () => {
  const { mails, sharedMails, run } = digestWorker({ sharing: true, text: 'Vue says {{ hello }}' });
  expect(outcomes(await run())).toEqual(['taken', 'taken', 'taken']);
  expect([mails.length, sharedMails.length]).toEqual([3, 0]);
});

test('a shared mail, filled in, is to the letter what a reader is sent alone', () => {
  const sender = { key: readerKeyWith('test'), publicUrl: 'https://caravan.example', title: 'Caravan' };
  const { preferences, unsubscribe } = linkMarks;
  const rendered = {
    subject: 'News & more',
    html: `<a href="${preferences}">` + unsubscribe,
    text: `Out: ${unsubscribe}`,
  };
  const to = [1, 2].map((index) => ({ reader: reader({ id: id(index), address: address(index) }), dueAt }));
  const shared = sharedDigestMailOf(rendered, to, sender, now)!;
  const filled = (part: string, values: Readonly<Record<string, string>>) =>
    part.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]!);
  expect(
    shared.copies.map(({ to: whom, values, headers, tags }) => ({
      to: whom,
      subject: filled(shared.subject, values),
      html: filled(shared.html, values),
      text: filled(shared.text, values),
      headers: { ...shared.headers, ...headers },
      tags: { ...shared.tags, ...tags },
    })),
  ).toEqual(to.map((one) => digestMailOf(rendered, one, sender, now)));
  // SES escapes nothing, whatever Handlebars does elsewhere
  expect(shared.copies.flatMap(({ values }) => Object.values(values)).join('')).toMatch(/^[\w.-]+$/);
});

test.each([
  [1, 1],
  [6, 6],
  [14, 7],
  [50, 10],
  [500, 10],
  [0.5, 1],
])('at %s mails a second, calls have at most %s', (perSecond, most) => {
  expect(mostTogether(1_000 / perSecond)).toBe(most);
});
