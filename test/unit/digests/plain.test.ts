import { columnsOf } from '../../../modules/digests/content/mail/text.ts';
import { addressTo } from '../../../modules/digests/content/render.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { fullIssue, issueOf, render, story } from '../../helpers/issues.ts';

const links = {
  preferences: 'https://news.example/preferences?token=abc',
  unsubscribe: 'https://news.example/unsubscribe?token=def',
};
const plain = (...args: Parameters<typeof render>): string => addressTo(render(...args), links).text;

test('is made for reading', () => {
  expect(plain(fullIssue())).toBe(`Eurasia Media Network
=====================

Tuesday, 24 November 2026

Read in the browser
https://news.example/digests?token=abc.def

Transport
---------

Headline number 1
Source: The source-1 · 24 November 2026 · Also reported by The Caspian
Times, Daily Bosphorus
What story number 1 says in a sentence.
https://source-1.example/stories/1

[Corrected] Headline number 2
Source: The source-2 · 24 November 2026
What story number 2 says in a sentence.
https://source-2.example/stories/2

رفع الجزء الأول من الجسر
Source: The source-3 · 24 November 2026
بدأ المهندسون يوم الثلاثاء.
https://news.example/articles/00000000000000000000000000000003

More stories
------------

The source-4
Source: The source-4 · 24 November 2026
https://source-4.example/stories/4

------------------------------------------------------------------------

And 12 more stories
https://news.example

2 earlier stories have been withdrawn by their publishers.

You get this email because you signed up for Eurasia Media Network by
email.

Change what you get and when
https://news.example/preferences?token=abc

Unsubscribe
https://news.example/unsubscribe?token=def

12 Harbour Street, Baku
`);
});

test('is in the reader’s language, and keeps names apart from what runs the other way', () => {
  const arabic = plain(
    issueOf([story(1, { corrected: true, alsoFrom: [{ name: 'The Caspian Times' }, { name: 'الجزيرة' }] })], {
      more: 3,
      withdrawn: 1,
    }),
    'ar',
  );
  for (const line of [
    'الثلاثاء، 24 نوفمبر 2026',
    '[مصحَّح] Headline number 1',
    'Source: The source-1 · 24 نوفمبر 2026 · ورد أيضًا في: \u2068The Caspian Times\u2069،\n\u2068الجزيرة\u2069',
    'و3 أخبار أخرى\nhttps://news.example',
    'سحب الناشر خبرًا واحدًا كان قد صدر من قبل.',
    'وصلتك هذه الرسالة لأنك اشتركت في نشرة \u2068Eurasia Media Network\u2069 البريدية.',
    `إلغاء الاشتراك\n${links.unsubscribe}`,
  ])
    expect(arabic).toContain(`\n${line}\n`);
});

test.each(mailLanguages)(
  'has no line above 72 columns in %s but for addresses, and breaks none of them',
  (language) => {
    const url = `https://source.example/${'a-long-path/'.repeat(20)}`;
    const long = story(1, {
      url,
      title: 'A headline that goes on '.repeat(12),
      summary: `春天的第一列火车${'。它来得很晚'.repeat(30)}`,
      alsoFrom: Array.from({ length: 9 }, (_, n) => ({ name: `The paper number ${n}` })),
    });
    const lines = plain(issueOf([long, story(2)], { more: 3, withdrawn: 5 }), language).split('\n');
    expect(lines.filter((line) => columnsOf(line) > 72)).toEqual([url]);
    expect(lines).toEqual(expect.arrayContaining([links.preferences, links.unsubscribe]));
  },
);

test('has no HTML in it', () => {
  expect(plain(issueOf([story(1, { title: 'Q&A: 3 < 4', summary: '<p>Tea &amp; <b>bread</b></p>' })]))).toContain(
    'Q&A: 3 < 4\nSource: The source-1 · 24 November 2026\nTea & bread\n',
  );
});
