import { isolated, plural } from '../languages.ts';
import type { CommentMessages } from './messages.ts';

export const tr: CommentMessages = {
  heading: 'Yorumlar',
  count: (count) => plural('tr', count, { one: '# yorum', other: '# yorum' }),
  none: 'Henüz yorum yok.',
  newestAlone: (count) => `En yeni ${count} yorum gösteriliyor.`,
  follow: 'Bu yorumları takip edin',
  closed: 'Bu haber yoruma kapatıldı.',
  waits: 'Yorumunuz için teşekkürler. Bir editörümüz okuduktan sonra burada yayımlanacak.',
  form: {
    title: 'Yorum yazın',
    text: 'Üyelik gerekmez. Her yorumu önce bir editörümüz okur; yorum, burada yazdığınız adla yayımlanır.',
    name: 'Adınız',
    comment: 'Yorumunuz',
    hint: (most) => `Yalnızca düz metin; en fazla ${most} karakter ve iki bağlantı.`,
    trap: 'Bu alanı boş bırakın',
    look: 'Önizle',
    send: 'Yorumu gönder',
    faults: 'Lütfen şunları düzeltin',
    back: 'Habere dön',
  },
  preview: {
    title: 'Göndermeye hazır mısınız?',
    text: 'Yorumunuz böyle görünecek. Aşağıda hâlâ değiştirebilirsiniz.',
  },
  faults: {
    noName: 'Lütfen bir ad yazın.',
    longName: 'Ad en fazla 60 karakter olabilir.',
    linkInName: 'Ad bağlantı içeremez.',
    noText: 'Lütfen bir yorum yazın.',
    longText: 'Yorum en fazla 2000 karakter olabilir.',
    tooManyLinks: 'Yorumda en fazla iki bağlantı olabilir.',
    seenBefore:
      'Aynı metin kısa süre önce başka bir habere gönderildi. Başka sözlerle yazın ya da yalnızca bir kez gönderin.',
    tooFast: 'Bu çok hızlı oldu. Yorumunuza bir kez daha bakın, sonra gönderin.',
    stale: 'Bu form uzun süre açık kalmış. Yorumunuza bir kez daha bakın, sonra gönderin.',
    tooOften: 'Son bir saatte ağınızdan ya da bu habere çok sayıda yorum geldi. Bir saat sonra yeniden deneyin.',
  },
  refusals: {
    notFound: { title: 'Böyle bir haber yok', text: 'Adres yanlış yazılmış ya da haber kaldırılmış olabilir.' },
    gone: { title: 'Bu haber artık yok', text: 'Haber, yorumlarıyla birlikte yayından kaldırıldı.' },
    closed: { title: 'Yorumlar kapalı', text: 'Bu habere artık yorum yazılamıyor.' },
    tooLarge: { title: 'Bu çok fazla', text: 'Geri dönüp daha kısa bir yorum gönderin.' },
    noForm: { title: 'Bu bir form değil', text: 'Bu adres yalnızca haberin altındaki formu kabul eder.' },
    unreadable: { title: 'Form okunamadı', text: 'Form hasarlı ulaştı. Geri dönüp yeniden gönderin.' },
    notTaken: { title: 'Burada bu yapılamaz', text: 'Burada yalnızca yorum yazabilirsiniz.' },
  },
  privacy:
    'Yorum yazarsanız gönderdiğiniz adı ve metni saklar, bir editör onayladıktan sonra yayımlarız; yorum ' +
    'reddedilirse ikisini de hemen sileriz. Ağ adresinizi saklamayız: ondan üretilen bir kod, oradan kaç yorum ' +
    'geldiğini yaklaşık bir saat boyunca sayar. Bir yorumun silinmesini isterseniz bize yazın.',
  feedTitle: (headline) => `“${isolated(headline)}” haberine yapılan yorumlar`,
};
