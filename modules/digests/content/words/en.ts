import { counted } from './counted.ts';
import type { Words } from './words.ts';

const more = counted('en', { one: '# more story', other: '# more stories' });

export const en: Words = {
  comma: ', ',
  subject: (headline, others) => `${headline} — and ${more(others)}`,
  corrected: 'Corrected',
  alsoFrom: 'Also told by',
  otherSources: counted('en', { one: '# other', other: '# others' }),
  rest: 'More stories',
  more: (count) => `And ${more(count)}`,
  withdrawn: counted('en', {
    one: '# story that was out before has been taken back by its publisher.',
    other: '# stories that were out before have been taken back by their publishers.',
  }),
  why: (publication) => `You get this mail because you signed up for ${publication} by mail.`,
  preferences: 'Change what comes and when',
  unsubscribe: 'Unsubscribe',
};
