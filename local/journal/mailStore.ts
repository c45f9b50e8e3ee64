import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Mail, Mailbox } from '../mail/mail.ts';

/** An event of a mail for a topic, and when it is to be published. */
export interface MailEvent {
  readonly topic: string;
  readonly dueAt: number;
  readonly message: string;
}

const keptMails = 500;
const minuteMs = 60_000;
const minutesADay = 24 * 60;

/** Mails that were sent, events that are still to be told, and the counts: kept over a restart. */
export class MailStore implements Mailbox {
  readonly #database: DatabaseSync;
  readonly #statements: Record<
    | 'all'
    | 'put'
    | 'prune'
    | 'addEvent'
    | 'events'
    | 'removeEvent'
    | 'keepEvents'
    | 'nextEvent'
    | 'validate'
    | 'waiting'
    | 'count'
    | 'pruneCounts'
    | 'sent',
    StatementSync
  >;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = {
      all: database.prepare('SELECT mail FROM mails ORDER BY seq'),
      put: database.prepare('INSERT INTO mails (mail) VALUES (?)'),
      prune: database.prepare('DELETE FROM mails WHERE seq <= ?'),
      addEvent: database.prepare('INSERT INTO mail_events (topic, due_at, message) VALUES (?, ?, ?)'),
      validate: database.prepare('INSERT OR IGNORE INTO validated_destinations (destination) VALUES (?)'),
      events: database.prepare(
        'SELECT seq, topic, due_at, message FROM mail_events WHERE due_at <= ? ORDER BY due_at, seq LIMIT 100',
      ),
      removeEvent: database.prepare('DELETE FROM mail_events WHERE seq = ?'),
      keepEvents: database.prepare('DELETE FROM mail_events WHERE topic NOT IN (SELECT value FROM json_each(?))'),
      nextEvent: database.prepare('SELECT min(due_at) AS due_at FROM mail_events'),
      waiting: database.prepare('SELECT count(*) AS waiting FROM mail_events'),
      count: database.prepare(
        'INSERT INTO mail_sends (minute, recipients) VALUES (?, ?) ON CONFLICT (minute) DO UPDATE SET recipients ' +
          '= recipients + excluded.recipients',
      ),
      pruneCounts: database.prepare('DELETE FROM mail_sends WHERE minute <= ?'),
      sent: database.prepare('SELECT coalesce(sum(recipients), 0) AS recipients FROM mail_sends WHERE minute > ?'),
    };
  }

  all(): Mail[] {
    return this.#statements.all.all().map(({ mail }) => {
      const parsed = JSON.parse(String(mail)) as Omit<Mail, 'at'> & { at: string };
      return { ...parsed, at: new Date(parsed.at) };
    });
  }

  to(address: string): Mail[] {
    return this.all().filter(({ to }) => to.some((recipient) => recipient.toLowerCase() === address.toLowerCase()));
  }

  /** Keeps a mail with the events that it is to bring, in one transaction: what SES has taken, it tells of. */
  accept(mail: Mail, events: readonly MailEvent[]): void {
    const minute = Math.floor(mail.at.getTime() / minuteMs);
    this.#database.exec('BEGIN');
    const { lastInsertRowid: seq } = this.#statements.put.run(JSON.stringify(mail));
    this.#statements.prune.run(Number(seq) - keptMails);
    this.#statements.count.run(minute, mail.to.length);
    this.#statements.pruneCounts.run(minute - minutesADay);
    this.tell(events);
    this.#database.exec('COMMIT');
  }

  /** Keeps events that are to be told, of a mail that nobody gets. */
  tell(events: readonly MailEvent[]): void {
    for (const { topic, dueAt, message } of events) this.#statements.addEvent.run(topic, dueAt, message);
  }

  /** How many recipients the mails of the last 24 hours had, to the minute. */
  sentLast24Hours(now: Date): number {
    return Number(this.#statements.sent.get(Math.floor(now.getTime() / minuteMs) - minutesADay)?.['recipients']);
  }

  /** The events that are due by a time, in their order: the first hundred, so that others get their turn too. */
  due(by: number): (MailEvent & { readonly seq: number })[] {
    return this.#statements.events.all(by).map(({ seq, topic, due_at: dueAt, message }) => ({
      seq: Number(seq),
      topic: String(topic),
      dueAt: Number(dueAt),
      message: String(message),
    }));
  }

  /** Keeps an event for a destination that is new, and never again. */
  validate(destination: string, { topic, dueAt, message }: MailEvent): void {
    this.#database.exec('BEGIN');
    if (this.#statements.validate.run(destination).changes > 0) this.#statements.addEvent.run(topic, dueAt, message);
    this.#database.exec('COMMIT');
  }

  /** Forgets an event that is published. */
  told(seq: number): void {
    this.#statements.removeEvent.run(seq);
  }

  /** Forgets the events of all other topics. */
  keepTopics(topics: readonly string[]): void {
    this.#statements.keepEvents.run(JSON.stringify(topics));
  }

  /** When the next event is due; undefined when none waits. */
  nextDue(): number | undefined {
    const dueAt = this.#statements.nextEvent.get()?.['due_at'];
    return typeof dueAt === 'number' ? dueAt : undefined;
  }

  /** How many events are yet to be published. */
  get waiting(): number {
    return Number(this.#statements.waiting.get()?.['waiting']);
  }
}
