import { describe, expect, test } from '@jest/globals';
import { isReadable } from '../../../modules/articles/article.ts';
import type { Article, Story } from '../../../modules/articles/article.ts';
import {
  applyDue,
  approved,
  dueAt,
  embargoed,
  newArticle,
  refused,
  released,
  restored,
  withdrawn,
} from '../../../modules/articles/articleLifecycle.ts';
import type { IncomingItem } from '../../../modules/articles/articleLifecycle.ts';
import { approvedCorrection, refusedCorrection, revised } from '../../../modules/articles/correction.ts';
import { eventOf } from '../../../modules/articles/event.ts';
import { heldAmong } from '../../../modules/articles/held.ts';
import { aSource, anArticle, at } from '../../helpers/records.ts';

const now = new Date('2026-11-02T12:00:00Z');
const tomorrow = at('2026-11-03T12:00:00Z');
const rule = 'word "casino"';
const item = (title: string, but: Partial<Story> = {}) => {
  const { guid, url, summary, content, authors, topics, language, enclosures } = anArticle();
  const story: Story = { guid, url, title, summary, content, authors, topics, language, enclosures, ...but };
  return { id: anArticle().id, contentHash: JSON.stringify([title, but]), story };
};
const onHold = (title = 'A', but: Partial<Story> = {}) => ({ ...item(title, but), rule });
const begun = (of: IncomingItem = onHold()) => newArticle(of, aSource(), now);
const told = (before: Article | undefined, after: Article | undefined) =>
  after && eventOf(before, after, at(now.toISOString()))?.type;
const later = new Date(Date.parse(tomorrow) + 1_000);

describe('a story on hold', () => {
  test('is not out, whatever time passes, and no release ends it', () => {
    const held = begun();
    expect(held).toMatchObject({ status: 'embargoed', hold: { rule } });
    expect(isReadable({ ...held, status: 'live' }, tomorrow)).toBe(false);
    expect(told(undefined, held)).toBeUndefined();
    expect(applyDue(held, later)).toBeUndefined();
    expect(released(held, now)).toBeUndefined();
    expect(dueAt(held)).toBeGreaterThan(Date.parse('9999-12-31') / 1_000);
  });

  test('is announced when it is approved, as if it were new then, and is no backlog', () => {
    const held = newArticle(onHold('A', { published: at('2020-01-01T00:00:00.000Z') }), aSource(), now, true);
    const out = approved(held, later)!;
    expect([out.status, told(held, out), out.backlog, out.listedAt]).toEqual([
      'live',
      'article.published',
      undefined,
      later.toISOString(),
    ]);
    expect(approved(out, later)).toBeUndefined();
  });

  test('whose publisher corrects it waits with the new text, also with one that no rule is about', () => {
    const corrected = revised(begun(), item('B'), now)!;
    expect(corrected).toMatchObject({ title: 'B', status: 'embargoed', hold: { rule } });
    expect(told(begun(), corrected)).toBeUndefined();
  });

  test('that is approved is held still by its embargo', () => {
    const held = begun(onHold('A', { embargoUntil: tomorrow }));
    const after = approved(held, now)!;
    expect([after.status, told(held, after)]).toEqual(['embargoed', undefined]);
    expect(applyDue(after, later)?.status).toBe('live');
    const byOperator = embargoed(begun(), tomorrow, now)!;
    expect(approved(byOperator, now)?.status).toBe('embargoed');
    expect(released(byOperator, now)?.status).toBe('embargoed');
  });

  test('that is refused is withdrawn and told to nobody, however often it was corrected; restored it is out', () => {
    const held = [1, 2, 3].reduce<Article>((one, n) => revised(one, onHold(`B${n}`), now)!, begun());
    const after = refused(held, 'No', later)!;
    expect([after.status, told(held, after), after.withdrawal]).toEqual([
      'withdrawn',
      undefined,
      { by: 'operator', reason: 'No' },
    ]);
    expect(restored(after, later)?.status).toBe('live');
  });

  test('that its publisher takes back and lists again is on hold still', () => {
    const back = revised(withdrawn(begun(), 'publisher', 'x', now)!, onHold(), now)!;
    expect(back).toMatchObject({ status: 'embargoed', hold: { rule } });
  });
});

describe('a correction on hold', () => {
  const out = begun(item('A'));
  const waiting = revised(out, onHold('B'), now)!;

  test('is told at once when it is approved by a clock that is behind', () => {
    const behind = new Date(now.getTime() - 60_000);
    const after = approvedCorrection(waiting, item('B'), behind)!;
    expect([after.version, after.told, told(out, after)]).toEqual([out.version + 1, undefined, 'article.updated']);
  });

  test('leaves what is out as it is, and tells nobody', () => {
    expect(waiting).toMatchObject({
      title: 'A',
      status: 'live',
      version: out.version,
      correctionOnHold: { title: 'B' },
    });
    expect(told(out, waiting)).toBeUndefined();
    expect(revised(waiting, onHold('B'), now)).toBeUndefined();
    expect(heldAmong([out, waiting])).toMatchObject([{ what: 'correction', title: 'B' }]);
  });

  test('is told when it is approved; another one is not approved with it', () => {
    const correction = item('B');
    const after = approvedCorrection(waiting, correction, now)!;
    expect(after).toMatchObject({ title: 'B', version: out.version + 1 });
    expect([after.correctionOnHold, told(waiting, after)]).toEqual([undefined, 'article.updated']);
    const other = revised(waiting, onHold('C'), now)!;
    expect(approvedCorrection(other, correction, now)).toBeUndefined();
    expect(approvedCorrection(out, correction, now)).toBeUndefined();
  });

  test('that was refused does not come again; another one does', () => {
    const after = refusedCorrection(waiting)!;
    expect([after.title, after.correctionOnHold]).toEqual(['A', undefined]);
    expect(revised(after, onHold('B'), now)).toBeUndefined();
    expect(revised(after, onHold('C'), now)?.correctionOnHold?.title).toBe('C');
  });

  test('is forgotten when its publisher goes back to what is out, takes it back, or corrects it otherwise', () => {
    const same = { ...item('A'), contentHash: out.contentHash };
    const before = revised(waiting, same, now);
    expect([before?.title, before?.version, before?.correctionOnHold]).toEqual(['A', out.version, undefined]);
    expect(withdrawn(waiting, 'publisher', 'x', now)?.correctionOnHold).toBeUndefined();
    expect(withdrawn(waiting, 'operator', 'x', now)?.correctionOnHold).toBeDefined();
    const other = revised(waiting, item('C'), now)!;
    expect([other.title, other.correctionOnHold]).toEqual(['C', undefined]);
  });

  test('does not keep out what its publisher no longer lets out', () => {
    const held = revised(out, onHold('B', { embargoUntil: tomorrow }), now)!;
    expect(held).toMatchObject({ title: 'A', status: 'embargoed', correctionOnHold: { title: 'B' } });
    expect(told(out, held)).toBe('article.withdrawn');
    expect(applyDue(held, later)).toMatchObject({ title: 'A', status: 'live', correctionOnHold: { title: 'B' } });
  });

  test('is none where readers would see nothing else, or the operator has other words for it', () => {
    const unseen = revised(out, { ...onHold('A'), contentHash: 'other bytes' }, now);
    expect([unseen?.version, unseen?.contentHash, unseen?.correctionOnHold]).toEqual([
      out.version,
      'other bytes',
      undefined,
    ]);
    expect(revised({ ...out, operatorsParts: ['title'] }, onHold('B'), now)?.correctionOnHold).toBeUndefined();
  });

  test('of a story that is not out holds the story', () => {
    const back = revised(withdrawn(out, 'publisher', 'x', now)!, onHold('B'), now)!;
    expect(back).toMatchObject({ title: 'B', status: 'embargoed', hold: { rule } });
    expect(
      revised(withdrawn(out, 'publisher', 'x', now)!, { ...onHold('A'), contentHash: out.contentHash }, now)?.status,
    ).toBe('live');
  });
});
