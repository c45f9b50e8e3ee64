import type { Words } from './words.ts';

export const tr: Words = {
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
    leave: 'Ayrıl',
    notYou: 'Bunu siz istemediniz mi? O hâlde hiçbir şey yapmayın: her şey olduğu gibi kalır.',
  },
  copy: 'Düğme çalışmıyorsa bu adresi tarayıcınıza kopyalayın:',
};
