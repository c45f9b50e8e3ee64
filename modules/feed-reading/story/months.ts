/** Months by how their names begin, without accents, in the languages whose software puts them into feeds. */
const beginnings: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'oca', 'sty', 'ian'],
  ['feb', 'fev', 'fév', 'фев', 'sub', 'lut'],
  ['mar', 'mär', 'maa', 'mae', 'mrt', 'мар'],
  ['apr', 'avr', 'abr', 'апр', 'nis', 'kwi'],
  ['may', 'mai', 'mei', 'mag', 'maj', 'май', 'мая'],
  ['jun', 'juin', 'giu', 'июн', 'haz', 'cze', 'iun'],
  ['jul', 'juil', 'lug', 'июл', 'tem', 'iul'],
  ['aug', 'aou', 'ago', 'авг', 'agu', 'sie'],
  ['sep', 'set', 'сен', 'eyl', 'wrz', 'сеп'],
  ['oct', 'okt', 'ott', 'out', 'окт', 'eki', 'paz'],
  ['nov', 'noy', 'ноя', 'kas', 'lis', 'нов'],
  ['dec', 'dez', 'dic', 'des', 'дек', 'ara', 'gru'],
];
const months = new Map(beginnings.flatMap((names, index) => names.map((name) => [plain(name), index + 1] as const)));

/** The number of a month, 1 to 12, by its name or the beginning of it; undefined for no month. */
export function monthOf(name: string): number | undefined {
  const letters = plain(name);
  return months.get(letters.slice(0, 4)) ?? months.get(letters.slice(0, 3));
}

function plain(name: string): string {
  return name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
