import { eventOf } from '../../../modules/articles/event.ts';
import { isReadable } from '../../../modules/articles/article.ts';
import type { Article, Story } from '../../../modules/articles/article.ts';
import {
  newArticle,
  dueAt,
  embargoed,
  applyDue,
  restored,
  withdrawn,
} from '../../../modules/articles/articleLifecycle.ts';
import { revised } from '../../../modules/articles/correction.ts';
import { aSource, anArticle, at } from '../../helpers/records.ts';

const now = new Date('2026-11-02T12:00:00Z');
const later = at('2026-11-02T13:00:00Z');
const storyOf = (but: Partial<Story> = {}): Story => {
  const { guid, url, title, summary, content, authors, topics, language, enclosures, published } = anArticle();
  return { guid, url, title, summary, content, authors, topics, language, enclosures, published, ...but };
};
const arrival = (but: Partial<Story> = {}) => ({
  id: anArticle().id,
  contentHash: 'b'.repeat(32),
  story: storyOf(but),
});
const event = (before: Article | undefined, after: Article | undefined) =>
  after && eventOf(before, after, at(now.toISOString()))?.type;

describe('an arrival', () => {
  test('is live, listed by its date, and announced as published', () => {
    const article = newArticle(arrival(), aSource(), now);
    expect(article).toMatchObject({
      version: 1,
      status: 'live',
      listedAt: '2026-11-01T08:00:00.000Z',
      attribution: 'Source: Eurasia Media Network',
    });
    expect(event(undefined, article)).toBe('article.published');
  });

  test.each([undefined, at('2031-01-01T00:00:00Z')])(
    'dated %s is listed by when it was first seen, so that it does not stick at the top',
    (published) => {
      expect(newArticle(arrival({ published }), aSource(), now).listedAt).toBe(at(now.toISOString()));
    },
  );

  test('under embargo is announced only when its time comes', () => {
    const held = newArticle(arrival({ embargoUntil: later }), aSource(), now);
    expect(held.status).toBe('embargoed');
    expect(isReadable(held, at(now.toISOString()))).toBe(false);
    expect(event(undefined, held)).toBeUndefined();
    expect(applyDue(held, now)).toBeUndefined();
    const released = applyDue(held, new Date(later));
    expect(released).toMatchObject({ status: 'live', listedAt: later, version: 2 });
    expect(event(held, released)).toBe('article.published');
    expect(released && dueAt(released)).toBeUndefined();
  });

  test('whose embargo is past is live', () => {
    expect(newArticle(arrival({ embargoUntil: at('2026-11-02T11:00:00Z') }), aSource(), now).status).toBe('live');
  });

  test('that has expired is told to nobody', () => {
    expect(
      event(undefined, newArticle(arrival({ expiresAt: at('2026-11-02T11:59:59Z') }), aSource(), now)),
    ).toBeUndefined();
  });
});

describe('a correction', () => {
  test('raises the version, replaces the text and is announced as updated', () => {
    const before = anArticle({ rights: 'All rights reserved' });
    const after = revised(before, arrival({ title: 'Rail link reopens early' }), now);
    expect(after).toMatchObject({
      version: 2,
      title: 'Rail link reopens early',
      listedAt: before.listedAt,
      firstSeen: before.firstSeen,
    });
    expect(after).not.toHaveProperty('rights');
    expect(event(before, after)).toBe('article.updated');
  });

  test('with the same content changes nothing', () => {
    expect(revised(anArticle({ contentHash: 'b'.repeat(32) }), arrival(), now)).toBeUndefined();
  });

  test('does not bring back what an operator withdrew, and does bring back what its publisher did', () => {
    const byOperator = withdrawn(anArticle(), 'operator', 'libel', now) as Article;
    const corrected = revised(byOperator, arrival(), now);
    expect(corrected).toMatchObject({ status: 'withdrawn', withdrawal: { by: 'operator' } });
    expect(event(byOperator, corrected)).toBeUndefined();

    const byPublisher = withdrawn(anArticle(), 'publisher', 'mistake', now) as Article;
    const back = revised(byPublisher, { ...arrival(), contentHash: byPublisher.contentHash }, now);
    expect(back).toMatchObject({ status: 'live', version: 3 });
    expect(back).not.toHaveProperty('withdrawal');
    expect(event(byPublisher, back)).toBe('article.published');
  });

  test('keeps an embargo that is not over', () => {
    const held = anArticle({ status: 'embargoed', embargoUntil: later });
    // a row of an earlier release: nobody knows whose it is
    expect(revised(held, arrival(), now)).toMatchObject({ status: 'embargoed', operatorEmbargo: later });
  });
});

describe('a withdrawal', () => {
  test('is announced with its reason, once', () => {
    const before = anArticle();
    const after = withdrawn(before, 'operator', 'published by mistake', now) as Article;
    expect(eventOf(before, after, later)).toMatchObject({
      id: `${before.id}-2`,
      type: 'article.withdrawn',
      reason: 'published by mistake',
    });
    expect(withdrawn(after, 'operator', 'again', now)).toBeUndefined();
  });

  test('of what was never out is told to nobody', () => {
    const held = anArticle({ status: 'embargoed', embargoUntil: later });
    expect(event(held, withdrawn(held, 'operator', 'never mind', now))).toBeUndefined();
  });

  test('can be undone', () => {
    const taken = withdrawn(anArticle(), 'operator', 'oops', now) as Article;
    const back = restored(taken, now);
    expect(event(taken, back)).toBe('article.published');
    expect(restored(anArticle(), now)).toBeUndefined();
  });
});

test('an embargo on what is out takes it back until then', () => {
  const before = anArticle();
  const held = embargoed(before, later, now) as Article;
  expect(event(before, held)).toBe('article.withdrawn');
  expect(event(held, applyDue(held, new Date(later)))).toBe('article.published');
});

test('an expiry takes back, and is due no earlier than its moment', () => {
  const before = anArticle({ expiresAt: at('2026-11-02T11:00:00.250Z') });
  expect(dueAt(before)).toBe(Date.parse('2026-11-02T11:00:01Z') / 1000);
  const after = applyDue(before, now) as Article;
  expect(after.status).toBe('expired');
  expect(eventOf(before, after, at(now.toISOString()))).toMatchObject({ type: 'article.withdrawn', reason: 'expired' });
  expect(isReadable(before, at(now.toISOString()))).toBe(false);
});
