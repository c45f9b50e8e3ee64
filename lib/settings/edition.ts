import type { EditionSettings } from '../../modules/edition/settings.ts';

/** The paper is the same on every stage. */
export const edition: EditionSettings = {
  timeZone: 'Asia/Baku',
  linksTo: 'edition',
  about: {
    en: 'News from Central Asia, the Caucasus and the Caspian, gathered from the publishers whose names stand under each story.',
    ru: 'Новости Центральной Азии, Кавказа и Каспия от издателей, имена которых стоят под каждой статьёй.',
    tr: 'Orta Asya, Kafkasya ve Hazar’dan haberler: her haberin altında adı duran yayıncılardan.',
    ar: 'أخبار آسيا الوسطى والقوقاز وبحر قزوين، من الناشرين المذكورة أسماؤهم تحت كل مقال.',
  },
  imprint: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
};
