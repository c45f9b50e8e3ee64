import { xmlText } from '../../platform/text/xmlText.ts';

/**
 * The characters of XML's markup, while the library works: it would put a text that holds one of these into CDATA, and
 * white space around it, which belongs to the text for whoever reads it (XML 1.0, 2.10). Unicode keeps these code
 * points free for use inside of a program (23.7): no text that anybody means to send holds one.
 */
const standIns: Readonly<Record<string, string>> = { '&': '\uFDD0', '<': '\uFDD1', '>': '\uFDD2' };
const entities: Readonly<Record<string, string>> = { '\uFDD0': '&amp;', '\uFDD1': '&lt;', '\uFDD2': '&gt;' };
const standIn = /[\uFDD0-\uFDD2]/g;

/**
 * Makes an XML document of texts as they are: whatever stands in one, an element's text is that text, and nothing else.
 * @param generate makes it of the value by feedsmith
 * @param value texts at any depth; what XML cannot hold is left out of them
 */
export const generateXml = <T>(generate: (value: T) => string, value: T): string =>
  generate(
    mapTexts(value, (text) =>
      xmlText(text)
        .replace(standIn, '')
        .replace(/[&<>]/g, (character) => standIns[character] ?? ''),
    ),
  ).replace(standIn, (character) => entities[character] ?? '');

function mapTexts<T>(value: T, change: (text: string) => string): T;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [name, mapTexts(one, change)]),
  );
}
