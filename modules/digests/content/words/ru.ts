import { counted } from './counted.ts';
import type { Words } from './words.ts';

const more = counted('ru', {
  one: 'ещё # новость',
  few: 'ещё # новости',
  many: 'ещё # новостей',
  other: 'ещё # новости',
});

export const ru: Words = {
  comma: ', ',
  subject: (headline, others) => `${headline} — и ${more(others)}`,
  corrected: 'Исправлено',
  alsoFrom: 'Об этом также пишут:',
  otherSources: counted('ru', {
    one: 'ещё # источник',
    few: 'ещё # источника',
    many: 'ещё # источников',
    other: 'ещё # источника',
  }),
  rest: 'Другие новости',
  more: (count) => `И ${more(count)}`,
  withdrawn: counted('ru', {
    one: 'Издатели отозвали # новость, вышедшую ранее.',
    few: 'Издатели отозвали # новости, вышедшие ранее.',
    many: 'Издатели отозвали # новостей, вышедших ранее.',
    other: 'Издатели отозвали # новости, вышедшие ранее.',
  }),
  why: (publication) => `Вы получили это письмо, потому что подписались на дайджест «${publication}».`,
  preferences: 'Изменить, что и когда приходит',
  unsubscribe: 'Отписаться',
};
