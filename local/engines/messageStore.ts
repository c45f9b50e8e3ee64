import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Lays fauxqs' table of messages before fauxqs does, with its columns but for one constraint. When a message is made
 * visible at once (ChangeMessageVisibility to 0), fauxqs 2.4.1 writes NULL as its receive count, which its own table
 * forbids: the call fails and the message is lost. Here the count may be NULL for a moment, and a trigger puts the old
 * one back.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS sqs_messages (
    message_id TEXT PRIMARY KEY,
    queue_name TEXT NOT NULL REFERENCES sqs_queues(name) ON DELETE CASCADE,
    body TEXT NOT NULL,
    md5_of_body TEXT NOT NULL,
    message_attributes TEXT NOT NULL,
    md5_of_message_attributes TEXT NOT NULL,
    sent_timestamp INTEGER NOT NULL,
    approximate_receive_count INTEGER DEFAULT 0,
    approximate_first_receive_timestamp INTEGER,
    delay_until INTEGER,
    message_group_id TEXT,
    message_deduplication_id TEXT,
    sequence_number TEXT,
    receipt_handle TEXT,
    visibility_deadline INTEGER
  );
  CREATE TRIGGER IF NOT EXISTS keep_receive_count AFTER UPDATE ON sqs_messages WHEN NEW.approximate_receive_count IS NULL BEGIN
    UPDATE sqs_messages
    SET approximate_receive_count = OLD.approximate_receive_count,
      approximate_first_receive_timestamp = OLD.approximate_first_receive_timestamp
    WHERE message_id = NEW.message_id;
  END;
`;

export function prepareMessageStore(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'fauxqs.db'));
  database.exec(schema);
  database.close();
}
