import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseEvent } from '../../../examples/partner-site/event.ts';
import type { ArticleEvent } from '../../../examples/partner-site/event.ts';
import { openDatabase } from '../../../examples/partner-site/store/database.ts';
import { openInbox } from '../../../examples/partner-site/store/inbox.ts';
import { published } from '../../helpers/partner-site/events.ts';

test('where the change fails, its id is not kept either: the next attempt stores it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'partner-site-'));
  const database = openDatabase(folder);
  const inbox = openInbox(database);
  const event = parseEvent(JSON.stringify(published(1))) as ArticleEvent;
  // The last write of the change: all that came before it in the transaction must be undone.
  database.exec(`CREATE TRIGGER break BEFORE INSERT ON topics BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
  expect(() => inbox.take('msg_1', event)).toThrow('the disk is full');
  expect(
    database.prepare('SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM articles) AS rows').get(),
  ).toMatchObject({ rows: 0 });
  database.exec('DROP TRIGGER break');
  expect([inbox.take('msg_1', event), inbox.take('msg_1', event)]).toEqual(['stored', 'repeat']);
  database.close();
  rmSync(folder, { recursive: true });
});
