import { isolated } from '../../../subscribers/languages.ts';
import { counted } from './counted.ts';
import type { Words } from './words.ts';

const more = counted('ar', {
  zero: '# خبر آخر',
  one: 'خبر آخر',
  two: 'خبران آخران',
  few: '# أخبار أخرى',
  many: '# خبرًا آخر',
  other: '# خبر آخر',
});

export const ar: Words = {
  comma: '، ',
  subject: (headline, others) => `${isolated(headline)} — و${more(others)}`,
  corrected: 'مصحَّح',
  alsoFrom: 'ورد أيضًا في:',
  otherSources: counted('ar', {
    zero: '# مصدر آخر',
    one: 'مصدر آخر',
    two: 'مصدران آخران',
    few: '# مصادر أخرى',
    many: '# مصدرًا آخر',
    other: '# مصدر آخر',
  }),
  rest: 'أخبار أخرى',
  more: (count) => `و${more(count)}`,
  withdrawn: counted('ar', {
    zero: 'لم يسحب الناشرون أي خبر.',
    one: 'سحب الناشر خبرًا واحدًا كان قد صدر من قبل.',
    two: 'سحب الناشرون خبرين كانا قد صدرا من قبل.',
    few: 'سحب الناشرون # أخبار كانت قد صدرت من قبل.',
    many: 'سحب الناشرون # خبرًا كان قد صدر من قبل.',
    other: 'سحب الناشرون # خبر كان قد صدر من قبل.',
  }),
  why: (publication) => `وصلتك هذه الرسالة لأنك اشتركت في نشرة ${isolated(publication)} البريدية.`,
  preferences: 'غيّر ما يصلك وموعده',
  unsubscribe: 'إلغاء الاشتراك',
};
