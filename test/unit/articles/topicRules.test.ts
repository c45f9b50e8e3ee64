import fc from 'fast-check';
import { eventOf } from '../../../modules/articles/event.ts';
import { matches } from '../../../modules/articles/filter.ts';
import { ruled, underRules, withRule, withoutRule } from '../../../modules/articles/topicRules.ts';
import type { TopicRules } from '../../../modules/articles/topicRules.ts';
import { announcementOf, viewOf } from '../../../modules/articles/view.ts';
import { anArticle } from '../../helpers/records.ts';

const topic = (slug: string, name = slug) => ({ slug, name });
const now = new Date('2026-11-02T00:01:00Z');

test('a rule is followed in one step, whatever came before it', () => {
  const merged = withRule(withRule({}, 'economics', topic('economy')), 'economy', topic('business'));
  expect(merged).toEqual({ economics: topic('business'), economy: topic('business') });
  expect(ruled([topic('economics'), topic('economy'), topic('sport')], merged)).toEqual([
    topic('business'),
    topic('sport'),
  ]);
  expect(withRule(merged, 'business', null)).toEqual({ economics: null, economy: null, business: null });
  // back again: the topic that others are put into is moved no more itself
  expect(withRule(merged, 'business', topic('economy'))).toEqual({
    economics: topic('economy'),
    business: topic('economy'),
  });
  expect(ruled([topic('economy')], withoutRule(merged, 'economy'))).toEqual([topic('economy')]);
});

test('rules done twice are as rules done once, whichever are made in whatever order', () => {
  const slug = fc.constantFrom('a', 'b', 'c', 'd');
  const rule = fc.tuple(slug, fc.option(slug));
  fc.assert(
    fc.property(fc.array(rule), fc.array(slug), (made, slugs) => {
      const rules = made.reduce<TopicRules>(
        (all, [from, to]) => withRule(all, from, to === null ? null : topic(to, to.toUpperCase())),
        {},
      );
      const once = ruled(
        slugs.map((one) => topic(one)),
        rules,
      );
      expect(ruled(once, rules)).toEqual(once);
      const [last] = made.slice(-1);
      if (last)
        expect(ruled([topic(last[0])], rules)).toEqual(last[1] === null ? [] : [topic(last[1], last[1].toUpperCase())]);
    }),
  );
});

test('who asks for the topic that a story leaves is told of its end, and who asks for the new one of the story', () => {
  const before = anArticle({ topics: [topic('economics')] });
  const after = underRules(before, { economics: topic('economy') }, now)!;
  const change = announcementOf(eventOf(before, after, after.changedAt)!);
  const told = (topics: string[]) => viewOf((one) => matches({ topics }, one), change);
  expect([['economics'], ['economy'], ['economics', 'economy'], ['sport']].map(told)).toEqual([
    'article.withdrawn',
    'article.published',
    'article.updated',
    undefined,
  ]);
  expect(underRules(after, { economics: topic('economy') }, now)).toBeUndefined();
});

test('another name of the same topic is shown, and told to nobody', () => {
  const before = anArticle({ topics: [topic('economy')] });
  const after = underRules(before, { economy: topic('economy', 'Economy') }, now)!;
  expect(after).toMatchObject({ version: before.version, topics: [topic('economy', 'Economy')] });
});
