import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { MailStore } from '../../../local/journal/mailStore.ts';
import { SuppressionStore } from '../../../local/journal/suppressionStore.ts';
import { EventOutbox } from '../../../local/mail/eventOutbox.ts';
import type { Mail } from '../../../local/mail/mail.ts';
import { SendQuota } from '../../../local/mail/sendQuota.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

let folder: string;
let database: DatabaseSync;
let store: MailStore;
beforeEach(() => {
  folder = newDataDir();
  database = takeDataFolder(folder);
  store = new MailStore(database);
});
afterEach(() => {
  database.close();
  removeDataDir(folder);
});

const mail = (id: string, at = new Date(), to = ['A@example.org']): Mail => ({
  id,
  from: 'x@news.example',
  to,
  subject: 's',
  html: undefined,
  text: 't',
  headers: [],
  tags: {},
  configurationSet: undefined,
  at,
});

test('the newest 500 mails are kept, and found by address', () => {
  for (let number = 0; number < 502; number += 1) store.accept(mail(String(number)), []);
  const all = new MailStore(database).all();
  expect([all.length, all[0]?.id, all.at(-1)?.id]).toEqual([500, '2', '501']);
  expect(all[0]?.at).toBeInstanceOf(Date);
  store.accept(mail('other', new Date(), ['b@example.org', 'c@example.org']), []);
  expect(store.to('C@example.org').map(({ id }) => id)).toEqual(['other']);
});

test('what was sent counts for 24 hours, by recipients', () => {
  const now = new Date('2026-01-02T07:00:30Z');
  store.accept(mail('old', new Date('2026-01-01T07:00:10Z')), []);
  store.accept(mail('kept', new Date('2026-01-01T07:01:00Z'), ['a@example.org', 'b@example.org']), []);
  expect(store.sentLast24Hours(now)).toBe(2);
  store.accept(mail('new', now), []);
  expect(store.sentLast24Hours(now)).toBe(3);
});

test('events are published when they are due, in their order, after a restart too', async () => {
  const now = Date.now();
  store.accept(mail('1'), [
    { topic: 't', dueAt: now + 40, message: 'second' },
    { topic: 't', dueAt: now - 1, message: 'first' },
    { topic: 'gone', dueAt: now, message: 'x' },
  ]);
  store.keepTopics(['t']);
  expect(store.waiting).toBe(2);
  const published: string[] = [];
  const failures: unknown[] = [];
  const publish = (topic: string, message: string): void => {
    published.push(`${topic} ${message}`);
  };
  const stopped = new EventOutbox(store, publish, (error) => failures.push(error));
  stopped.wake();
  stopped.stop();
  const outbox = new EventOutbox(new MailStore(database), publish, (error) => failures.push(error));
  outbox.wake();
  while (store.waiting > 0) await sleep(5);
  outbox.stop();
  expect([published, failures]).toEqual([['t first', 't second'], []]);
});

test('an event does not wait longer where the clock was put back', async () => {
  store.accept(mail('1'), [{ topic: 't', dueAt: Date.now() + 3_600_000, message: 'm' }]);
  const published = await new Promise((resolve, reject) => {
    new EventOutbox(
      store,
      (_, message) => {
        resolve(message);
      },
      reject,
    ).wake();
  });
  expect(published).toBe('m');
});

test('an event that cannot be published stays, and is told of', async () => {
  store.accept(mail('1'), [{ topic: 't', dueAt: 0, message: 'm' }]);
  const failure = await new Promise((resolve) => {
    new EventOutbox(
      store,
      () => {
        throw new Error('no topic');
      },
      resolve,
    ).wake();
  });
  expect(failure).toEqual(new Error('no topic'));
  expect(store.waiting).toBe(1);
});

test('the rate is of the last second, the quota of the last day; room for one takes a whole mail', () => {
  let sent = 0;
  const quota = new SendQuota({ sentLast24Hours: () => sent }, { maxSendRate: 3, max24HourSend: 10 });
  const at = (ms: number): Date => new Date(1_000_000 + ms);
  quota.take(2, at(0));
  quota.take(5, at(10));
  expect(() => {
    quota.take(1, at(999));
  }).toThrow(
    expect.objectContaining({
      status: 429,
      code: 'TooManyRequestsException',
      message: 'Maximum sending rate exceeded.',
    }),
  );
  quota.take(1, at(1_010));
  sent = 10;
  expect(() => {
    quota.take(1, at(5_000));
  }).toThrow(
    expect.objectContaining({ status: 400, code: 'ThrottlingException', message: 'Daily message quota exceeded.' }),
  );
  expect(new SendQuota(store, {})).toMatchObject({ maxSendRate: 14, max24HourSend: 50_000 });
  expect(new SendQuota(store, { sandbox: { verified: [] } })).toMatchObject({ maxSendRate: 1, max24HourSend: 200 });
});

test('the suppression list knows addresses in any case', () => {
  const list = new SuppressionStore(database);
  list.put('A@example.org', 'BOUNCE');
  expect(new SuppressionStore(database).find('a@Example.org')).toEqual({
    address: 'a@example.org',
    reason: 'BOUNCE',
    at: expect.any(Date) as unknown,
  });
  expect([list.remove('a@example.org'), list.remove('a@example.org'), list.find('a@example.org')]).toEqual([
    true,
    false,
    undefined,
  ]);
});
