import { InvalidArgumentError } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import {
  correctionsOf,
  encodingOf,
  futureOf,
  intervalOf,
  languageOf,
  pastOf,
  recoverableOf,
  switchOf,
  topicsOf,
  zoneOf,
} from '../modules/operations/written.ts';

/** What the console reads in the same way; a fault in it is one of how the command was typed. */
const argument =
  <T>(read: (text: string) => T) =>
  (text: string): T => {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof OperatorError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };

export const parseInterval = argument(intervalOf);
export const parseTopics = argument(topicsOf);
export const parseZone = argument(zoneOf);
export const parseEncoding = argument(encodingOf);
export const parseCorrections = argument(correctionsOf);
export const parseLanguage = argument(languageOf);
export const parseSwitch = argument(switchOf);
export const parseFuture = argument((text) => futureOf(text, new Date()));
export const parsePast = argument((text) => pastOf(text, new Date()));
/** The same, as far back as a recovery reaches. */
export const parseSince = argument((text) => recoverableOf(text, new Date()));

export function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new InvalidArgumentError('Write a whole number from 1 to 200.');
  return limit;
}

/** "40.41,49.87": latitude and longitude, in degrees. */
export function parseCoordinates(text: string): { latitude: number; longitude: number } {
  const [latitude, longitude] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (latitude === undefined || longitude === undefined || !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    throw new InvalidArgumentError('Write latitude and longitude in degrees: 40.41,49.87.');
  return { latitude, longitude };
}
