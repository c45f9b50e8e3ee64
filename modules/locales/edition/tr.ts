import { plural } from '../languages.ts';
import type { EditionMessages } from './messages.ts';

export const edition: EditionMessages = {
  skip: 'Haberlere geç',
  languages: 'Bu sayfa başka dillerde',
  nav: {
    sections: 'Bölümler',
    front: 'Ana sayfa',
    topics: 'Konular',
    sources: 'Kaynaklar',
    search: 'Ara',
    byEmail: 'E-postayla',
    more: 'Bu sitede daha fazlası',
    feeds: 'Tüm akışlar',
    about: 'Hakkımızda',
    contact: 'İletişim',
    privacy: 'Gizlilik',
    imprint: 'Künye',
    forPartners: 'İş ortakları için',
  },
  headings: {
    mustRead: 'Mutlaka okuyun',
    latest: 'Son haberler',
    more: 'Diğer haberler',
    alsoReportedBy: 'Bu haberi verenler',
    corrected: 'Düzeltmeler',
    listenOrWatch: 'Dinleyin veya izleyin',
  },
  times: {
    yesterday: (time) => `Dün, ${time}`,
    updated: (when) => `Güncellendi: ${when}`,
  },
  article: {
    by: (names) => `Yazan: ${names}`,
    source: (name) => `Kaynak: ${name}`,
    readOn: (name) => `Haberi ${name} sitesinde okuyun`,
    alsoFrom: (names) => `Ayrıca: ${names}`,
    corrected: (when) => `Bu haber düzeltildi: ${when}`,
    topics: 'Haberin konuları',
    download: (name) => `İndir: ${name}`,
  },
  list: {
    empty: 'Henüz bir şey yayımlanmadı.',
    noneBefore: 'Bu tarihten önce haber yok.',
    older: 'Daha eski haberler',
    newest: 'En yeni haberler',
    goToDate: 'Şu tarihe kadarki haberler',
    go: 'Göster',
    follow: 'Takip edin',
    about: (title) => `${title} haberleri`,
    from: (title) => `${title} kaynağından haberler`,
  },
  directory: {
    topics: 'Konular',
    sources: 'Kaynaklar',
    find: 'Adıyla bulun',
    button: 'Bul',
    mostUsed: 'Bunlar son zamanlarda en çok yazılanlar. Diğerleri adıyla bulunur.',
    all: 'Hepsi, ada göre.',
    found: (text) => `“${text}” için bulunanlar`,
    notFound: (text) => `“${text}” ile eşleşen yok. Başka bir sözcüğün ilk harflerini deneyin.`,
    stories: (count) => plural('tr', count, { one: '# yeni haber', other: '# yeni haber' }),
  },
  search: {
    title: 'Arama',
    label: 'Aranacak sözcükler',
    hint:
      'Yazdığınız sözcüklerin hepsini içeren haberler bulunur: başlıkta, özette, konularda ya da yazar ' +
      'adlarında. Sözcüklerin sırası ve aldığı ekler fark etmez.',
    button: 'Ara',
    found: (text) => `“${text}” için bulunan haberler`,
    none: (text) =>
      `“${text}” aramasındaki sözcüklerin hepsini içeren haber yok. Daha az ya da başka sözcükle deneyin.`,
    noneOlder: 'Bu sözcükleri içeren daha eski haber yok.',
    follow: 'Bu aramayı izleyin:',
    noWord: 'Burada hiç sözcük yok. En az bir sözcük yazın.',
    cutShort: (day) =>
      `Şu güne kadar bulunanlar gösteriliyor: ${day}. Aramayı sürdürmek için daha eski haberlere geçin.`,
  },
  refusals: {
    titles: {
      400: 'Bu adres doğru değil',
      404: 'Böyle bir sayfa yok',
      405: 'Bu burada yapılamaz',
      410: 'Bu haber artık yok',
    },
    missing: 'Adres yanlış yazılmış veya sayfa kaldırılmış olabilir.',
    withdrawnByPublisher: 'Yayıncısı haberi geri çekti.',
    withdrawnByEditors: 'Editörler haberi geri çekti.',
    expired: 'Yayıncısının belirlediği süre doldu.',
    home: 'Ana sayfaya',
  },
  privacy: {
    title: 'Gizlilik',
    text: [
      'Buradaki her şeyi hesap açmadan okuyabilirsiniz. Sayfalarımız çerez bırakmaz, betik çalıştırmaz ve ziyaretçi saymaz.',
      'Resimler, sesler ve filmler yayıncıların kendi sunucularından gelir; her sunucu gibi onlar da adresinizi görür. ' +
        'Onlara bu sitenin adından başka bir şey söylemeyiz.',
      'Haberleri e-postayla isterseniz, adresinizi ve seçimlerinizi abonelikten ayrılana kadar saklarız. Her e-postada ' +
        'bunun için hemen işleyen bir bağlantı vardır.',
    ],
  },
};
