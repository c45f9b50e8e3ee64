import { plural } from './languages.ts';
import type { ConfirmationMessages, DigestMessages, PageMessages } from './messages.ts';

export const pages: PageMessages = {
  languages: 'Bu sayfanın diğer dilleri',
  subscribe: {
    title: 'Haberler e-postanızda',
    text: 'Bir önceki e-postadan bu yana çıkan her şey, seçtiğiniz saatte tek bir e-postada. Yeni bir şey yoksa e-posta gelmez.',
    button: 'Onay e-postasını gönderin',
    promise:
      'Önce içinde bir düğme olan bir e-posta göndeririz; böylece sizi sizden başka kimse kaydedemez. Adresiniz ' +
      'yalnızca bu e-postalar için kullanılır ve her birinde anında işleyen bir ayrılma bağlantısı vardır.',
    again: 'Yeniden abone ol',
  },
  sent: {
    title: 'E-postanıza bakın',
    text:
      'Bu adrese bir e-posta gidiyor; yeter ki bugün zaten birkaç tane gitmiş olmasın ve adres bizden e-posta ' +
      'alabilsin. Üç gün içinde içindeki düğmeye basın, bültenleriniz başlasın.',
    nothingCame:
      'Birkaç dakika sonra hâlâ bir şey yok mu? İstenmeyen e-posta klasörüne bakın ve adresi doğru yazıp yazmadığınızı kontrol edin.',
  },
  form: {
    faults: 'Lütfen şunları düzeltin',
    address: 'E-posta adresiniz',
    addressHint: 'Örneğin: reader@example.org',
    trap: 'Bu alanı boş bırakın',
    what: 'Neler okumak istersiniz?',
    whatHint:
      'Konuları, kaynakları ya da ikisini birden seçin: bunlardan herhangi birine giren her şey gelir. Hiçbirini ' +
      'seçmezseniz her şey gelir.',
    topics: 'Konular',
    sources: 'Kaynaklar',
    find: 'Başkalarını adıyla bulun',
    search: 'Bul',
    mostUsed:
      'Son zamanlarda en çok yazılanlar gösteriliyor. Diğerleri adıyla ya da adındaki bir sözcüğün başıyla bulunur.',
    found: (text) =>
      `“${text}” ile bulunanlar, işaretlediklerinizin altında gösteriliyor. Olağan listeye dönmek için alanı boşaltıp düğmeye basın.`,
    foundMany: (text) =>
      `“${text}” ile buraya sığandan fazlası bulundu. Adından bir sözcük daha ekleyin; işaretledikleriniz duruyor.`,
    notFound: (text) =>
      `“${text}” ile bir şey bulunamadı. Başka bir sözcüğün başını deneyin; işaretledikleriniz duruyor.`,
    when: 'Ne zaman gelsin?',
    frequency: { daily: 'Her gün', weekdays: 'Pazartesiden cumaya', weekly: 'Haftada bir' },
    weekday: 'Haftanın günü',
    hour: 'Saat',
    zone: 'Saat dilimi',
    regions: {
      Africa: 'Afrika',
      America: 'Amerika',
      Antarctica: 'Antarktika',
      Arctic: 'Arktik',
      Asia: 'Asya',
      Atlantic: 'Atlas Okyanusu',
      Australia: 'Avustralya',
      Europe: 'Avrupa',
      Indian: 'Hint Okyanusu',
      Pacific: 'Büyük Okyanus',
    },
    language: 'Dil',
    mailLanguage: 'E-postalarımızdaki metnimizin dili',
    only: 'Yalnızca bu dildeki haberler',
    onlyHint: 'Aksi hâlde her haber kendi dilinde gelir.',
  },
  cadence: {
    daily: 'her gün',
    weekdays: 'pazartesiden cumaya her gün',
    weekly: ['her pazartesi', 'her salı', 'her çarşamba', 'her perşembe', 'her cuma', 'her cumartesi', 'her pazar'],
    at: (days, time, zone) => `Bülten ${days} saat ${time} itibarıyla gelir (saat dilimi: ${zone}).`,
  },
  confirm: {
    title: 'Bir düğme kaldı',
    text: 'Size gelecek olan:',
    button: 'Evet, bültenleri gönderin',
    notYou:
      'Bunu siz istemediniz mi? O hâlde bu sayfayı kapatın: hiçbir şey başlamaz ve adresiniz bir hafta içinde silinir.',
    done: { title: 'Hoş geldiniz!', text: 'Bülten aboneliğiniz başladı.' },
    already: { title: 'Zaten onayladınız', text: 'Bir kez yeter: bültenleriniz geliyor.' },
  },
  preferences: {
    title: 'Bültenleriniz',
    saved: 'Kaydedildi.',
    next: (when) => `Sıradaki bülten: ${when}, o zamana kadar haber olursa.`,
    onItsWay: 'Sıradaki bülten yolda.',
    button: 'Kaydet',
    change: 'Neyin ne zaman geleceğini değiştir',
    leave: 'Abonelikten ayrıl',
    leaveHint: 'Bu andan itibaren bülten gelmez.',
  },
  leave: {
    title: 'Bülten gelmesin mi?',
    text: 'Düğmeye bastığınız andan itibaren hiç bülten gelmez.',
    button: 'Abonelikten ayrıl',
    done: { title: 'Abonelikten ayrıldınız', text: 'Artık bülten gelmeyecek; yolda olan bile.' },
  },
  standing: {
    pending: {
      title: 'Henüz onaylanmadı',
      text: 'Size gönderdiğimiz e-postadaki düğmeye basın, bültenleriniz başlasın. E-posta kayıp mı? Yeniden abone olun, yenisi gelir.',
    },
    paused: {
      title: 'Bültenleriniz durduruldu',
      text: 'Posta kutunuz art arda üç bülteni kabul etmedi: dolu olabilir mi? Yeniden abone olun, bültenler devam etsin.',
    },
    suppressed: {
      title: 'Bu adrese e-posta gönderilmiyor',
      text:
        'Bir e-posta kesin olarak geri döndü ya da istenmeyen olarak bildirildi. Bir yanlışlık mı var? ' +
        'E-postalarımızdan birini yanıtlayın, bir görevli ilgilensin.',
    },
    left: { title: 'Abonelikten ayrıldınız', text: 'Adresinize bülten gönderilmiyor.' },
  },
  addressFaults: {
    missing: 'Lütfen bir adres yazın.',
    unseen: 'Bir adreste boşluk, satır sonu ya da görünmez karakter olmaz.',
    tooLong: 'Bu kadar uzun bir adres olamaz.',
    shape: 'Bir adres ad, @ ve alan adından oluşur; örneğin reader@example.org.',
    beyondAscii: '@ işaretinden önce İngiliz alfabesi dışında harf bulunan adreslere henüz gönderemiyoruz.',
    local:
      "@ işaretinden önce İngiliz alfabesinin harfleri, rakamlar, ! # $ % & ' * + - / = ? ^ _ ` { | } ~ ve " +
      'aralarında tek noktalar olabilir.',
    localTooLong: '@ işaretinden önce en çok 64 karakter olabilir.',
    domain: '@ işaretinden sonra bir alan adı gelmeli; örneğin example.org.',
  },
  fieldFaults: {
    topics: 'Böyle bir konu yok: listeden seçin.',
    sources: 'Böyle bir kaynak yok: listeden seçin.',
    tooMany: 'En çok 50 tane seçin ya da her şey için hiçbirini seçmeyin.',
    frequency: 'Ne sıklıkta geleceğini seçin.',
    weekday: 'Haftanın bir gününü seçin.',
    hour: '00:00 ile 23:00 arasında bir tam saat seçin.',
    zone: 'Böyle bir saat dilimi yok: listeden seçin.',
    language: 'Dillerden birini seçin.',
  },
  refusals: {
    noToken: {
      title: 'Bu adreste bir şey eksik',
      text: 'E-postalarımızdan birindeki bağlantıyı izleyin: kim olduğunuzu ondan anlarız.',
    },
    forged: {
      title: 'Bu bağlantı eksik',
      text: 'Bir parçası yolda kaybolmuş ya da değişmiş. E-postadaki düğmeye yeniden basın ya da adresin tamamını kopyalayın.',
    },
    expired: {
      title: 'Bu bağlantının süresi doldu',
      text: 'Daha yeni bir e-postamızdaki bağlantı çalışır. Yoksa yeniden abone olun.',
    },
    overtaken: {
      title: 'Bu bağlantı artık geçerli değil',
      text:
        'Daha önce kullanıldı ya da bu arada yeniden abone oldunuz. Daha yeni bir e-postamız varsa onun ' +
        'bağlantısını açın; yoksa yeniden abone olun.',
    },
    notAsked: {
      title: 'Hiçbir şey yapılmadı',
      text: 'Bu istek ne istediğini söylemedi. E-postalarımızdan birindeki bağlantıyı izleyin ve sayfasındaki düğmeye basın.',
    },
    unreadable: { title: 'Form okunamadı', text: 'Bozuk geldi. Geri dönün ve yeniden gönderin.' },
    tooLarge: { title: 'Bu çok fazla', text: 'Bir formumuz en çok 16 kB olabilir. Geri dönün ve daha azını seçin.' },
    noForm: { title: 'Bu bir form değil', text: 'Bu adres yalnızca sayfasındaki formun gönderdiğini alır.' },
    tooOften: {
      title: 'Çok sık',
      text: 'Ağınızdan bir saat içinde yirmiden fazla abonelik isteği geldi. Bir saat sonra yeniden deneyin.',
    },
    notFound: {
      title: 'Böyle bir sayfa yok',
      text: 'Adres doğru değil. Haberleri e-postayla almak için buradan başlayın:',
    },
    notTaken: {
      title: 'Burada bu yapılamaz',
      text: 'Bu sayfa okunabilir ve formu gönderilebilir, başka bir şey yapılamaz.',
    },
  },
};

export const confirmations: ConfirmationMessages = {
  ask: {
    subject: (publication) => `Lütfen onaylayın: e-postayla ${publication}`,
    title: 'Bir adım kaldı',
    text: (publication) => `Birisi, büyük olasılıkla siz, bu adrese ${publication} bültenlerinin gelmesini istedi.`,
    button: 'Onayla',
    opens:
      'Bu bağlantı, üzerinde bir düğme olan bir sayfa açar; bültenler ancak o düğmeye basarsanız başlar. Bağlantı üç gün geçerlidir.',
    notYou:
      'Bunu siz istemediniz mi? O hâlde hiçbir şey yapmayın: bülten gelmez ve adresiniz bir hafta içinde silinir.',
  },
  already: {
    subject: (publication) => `${publication} size zaten e-postayla geliyor`,
    title: 'Zaten abonesiniz',
    text: (publication) =>
      `Birisi, büyük olasılıkla siz, bu adrese ${publication} bültenlerinin gelmesini bir kez daha istedi. ` +
      'Bültenler zaten geliyor ve hiçbir şey değişmedi.',
    change: 'Neyin ne zaman geleceğini değiştir',
    leave: 'Abonelikten ayrıl',
    notYou: 'Bunu siz istemediniz mi? O hâlde hiçbir şey yapmayın: her şey olduğu gibi kalır.',
  },
  copy: 'Düğme çalışmıyorsa bu adresi tarayıcınıza kopyalayın:',
};

const more = (count: number) => plural('tr', count, { one: '# haber daha', other: '# haber daha' });

export const digests: DigestMessages = {
  inBrowser: 'Tarayıcıda oku',
  comma: ', ',
  subject: (headline, others) => `${headline} — ve ${more(others)}`,
  corrected: 'Düzeltildi',
  alsoFrom: 'Bu haberi verenler:',
  otherSources: (count) => plural('tr', count, { one: '# kaynak daha', other: '# kaynak daha' }),
  rest: 'Diğer haberler',
  more: (count) => `Ve ${more(count)}`,
  withdrawn: (count) =>
    plural('tr', count, {
      one: 'Daha önce çıkan # haber, yayıncısı tarafından geri çekildi.',
      other: 'Daha önce çıkan # haber, yayıncıları tarafından geri çekildi.',
    }),
  why: (publication) => `Bu e-postayı, ${publication} bültenine abone olduğunuz için alıyorsunuz.`,
  preferences: 'Neyin ne zaman geleceğini değiştir',
  unsubscribe: 'Abonelikten ayrıl',
};
