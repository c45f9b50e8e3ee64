import { randomInt } from 'node:crypto';
import { type JsonObject, textOf } from '../template/json.ts';
import { TwinError } from '../twinError.ts';

/** The types of characters that Secrets Manager knows, each with the option that leaves it out. */
const types = [
  { excludedBy: 'ExcludeLowercase', characters: 'abcdefghijklmnopqrstuvwxyz' },
  { excludedBy: 'ExcludeUppercase', characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  { excludedBy: 'ExcludeNumbers', characters: '0123456789' },
  { excludedBy: 'ExcludePunctuation', characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
] as const;

const isSet = (options: JsonObject, name: string): boolean => textOf(options[name]) === 'true';

/** A password by the options of `GenerateSecretString`; a space may come, and is never required. */
export function passwordOf(options: JsonObject): string {
  const {
    PasswordLength: length = 32,
    ExcludeCharacters: excluded,
    RequireEachIncludedType: requireEach = true,
  } = options;
  const left = (characters: string): string =>
    [...characters].filter((character) => !textOf(excluded).includes(character)).join('');
  const included = types
    .filter(({ excludedBy }) => !isSet(options, excludedBy))
    .map(({ characters }) => left(characters))
    .filter((characters) => characters !== '');
  const alphabet = included.join('') + (isSet(options, 'IncludeSpace') ? left(' ') : '');
  const required = textOf(requireEach) === 'true' ? included : [];
  const count = Number(length);
  if (alphabet === '') throw new TwinError('a password of no characters: all are excluded');
  if (!(count >= Math.max(1, required.length) && count <= 4096))
    throw new TwinError(`PasswordLength ${textOf(length)}: it goes from one for each required type to 4096`);
  // Drawn anew until it fits, not mended: that way every password that fits is as likely as any other.
  for (;;) {
    const password = Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
    if (required.every((type) => [...type].some((character) => password.includes(character)))) return password;
  }
}
