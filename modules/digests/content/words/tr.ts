import { counted } from './counted.ts';
import type { Words } from './words.ts';

const more = counted('tr', { one: '# haber daha', other: '# haber daha' });

export const tr: Words = {
  comma: ', ',
  subject: (headline, others) => `${headline} — ve ${more(others)}`,
  corrected: 'Düzeltildi',
  alsoFrom: 'Bu haberi verenler:',
  otherSources: counted('tr', { one: '# kaynak daha', other: '# kaynak daha' }),
  rest: 'Diğer haberler',
  more: (count) => `Ve ${more(count)}`,
  withdrawn: counted('tr', {
    one: 'Daha önce çıkan # haber, yayıncısı tarafından geri çekildi.',
    other: 'Daha önce çıkan # haber, yayıncıları tarafından geri çekildi.',
  }),
  why: (publication) => `Bu e-postayı, ${publication} bültenine abone olduğunuz için alıyorsunuz.`,
  preferences: 'Neyin ne zaman geleceğini değiştir',
  unsubscribe: 'Abonelikten ayrıl',
};
