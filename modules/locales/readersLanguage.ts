import { mailLanguages } from './languages.ts';
import type { MailLanguage } from './languages.ts';

const isOurs = (tag: string): tag is MailLanguage => (mailLanguages as readonly string[]).includes(tag);

/**
 * The language for somebody whom we do not know: the one they asked for, or the first of their browser's that we have
 * (RFC 9110, 12.5.4).
 */
export function languageOf(asked: string | null | undefined, acceptLanguage = ''): MailLanguage {
  if (typeof asked === 'string' && isOurs(asked)) return asked;
  const accepted = acceptLanguage.split(',').flatMap((part, place) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(
      parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined) ?? 1,
    );
    const tag = range.split('-')[0] ?? '';
    return isOurs(tag) && weight > 0 ? [{ tag, weight, place }] : [];
  });
  return accepted.toSorted((one, other) => other.weight - one.weight || one.place - other.place)[0]?.tag ?? 'en';
}
