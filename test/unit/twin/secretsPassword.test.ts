import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { passwordOf } from '../../../local/engines/secretsPassword.ts';

const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const types = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: punctuation,
};
const holds = (password: string, characters: string): boolean =>
  [...characters].some((character) => password.includes(character));

describe('a generated password', () => {
  test('has 32 characters, and some of each type', () => {
    const password = passwordOf({});
    expect(password).toMatch(/^[!-~]{32}$/);
    for (const characters of Object.values(types)) expect(holds(password, characters)).toBe(true);
    expect(passwordOf({})).not.toBe(password);
  });

  test.each(Object.entries(types))('%s', (option, characters) => {
    const password = passwordOf({ [option]: true, PasswordLength: 500 });
    expect(holds(password, characters)).toBe(false);
    for (const [other, kept] of Object.entries(types)) if (other !== option) expect(holds(password, kept)).toBe(true);
    expect(holds(passwordOf({ [option]: false, PasswordLength: 4 }), characters)).toBe(true);
  });

  test('PasswordLength, ExcludeCharacters, IncludeSpace, RequireEachIncludedType', () => {
    const digits = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true };
    expect(passwordOf({ PasswordLength: 4096 })).toHaveLength(4096);
    expect(passwordOf({ ...digits, ExcludeCharacters: '012345678' })).toBe('9'.repeat(32));
    expect(passwordOf({ ...digits, IncludeSpace: true, ExcludeCharacters: '0123456789', PasswordLength: 3 })).toBe(
      '   ',
    );
    expect(passwordOf({ PasswordLength: 2_000, IncludeSpace: true })).toContain(' ');
    expect(passwordOf({ PasswordLength: 2_000 })).not.toContain(' ');
    expect(passwordOf({ PasswordLength: 1, RequireEachIncludedType: false })).toHaveLength(1);
    expect(passwordOf({ ...digits, PasswordLength: '8' })).toMatch(/^\d{8}$/);
  });

  test.each([
    [{ PasswordLength: 3 }, 'PasswordLength 3'],
    [{ PasswordLength: 0, RequireEachIncludedType: false }, 'PasswordLength 0'],
    [{ PasswordLength: 4097 }, 'PasswordLength 4097'],
    [{ PasswordLength: 'long' }, 'PasswordLength long'],
    [{ ExcludeCharacters: Object.values(types).join('') }, 'all are excluded'],
  ])('%j is an error with words', (options, words) => {
    expect(() => passwordOf(options)).toThrow(words);
  });

  test('what is excluded never comes, and what is required does', () => {
    const flag = fc.boolean();
    const options = fc.record({
      PasswordLength: fc.integer({ min: 4, max: 80 }),
      ExcludeCharacters: fc
        .subarray([...' ', ...Object.values(types).join('')])
        .map((characters) => characters.join('')),
      ExcludeLowercase: flag,
      ExcludeUppercase: flag,
      ExcludeNumbers: flag,
      ExcludePunctuation: flag,
      IncludeSpace: flag,
      RequireEachIncludedType: flag,
    });
    fc.assert(
      fc.property(options, (chosen) => {
        const without = (characters: string): string =>
          [...characters].filter((character) => !chosen.ExcludeCharacters.includes(character)).join('');
        const included = Object.entries(types)
          .filter(([option]) => !chosen[option as keyof typeof types])
          .map(([, characters]) => without(characters))
          .filter(Boolean);
        const allowed = included.join('') + (chosen.IncludeSpace ? without(' ') : '');
        fc.pre(allowed !== '');
        const password = passwordOf(chosen);
        expect(password).toHaveLength(chosen.PasswordLength);
        expect([...password].filter((character) => !allowed.includes(character))).toEqual([]);
        if (chosen.RequireEachIncludedType)
          for (const characters of included) expect(holds(password, characters)).toBe(true);
      }),
    );
  });
});
