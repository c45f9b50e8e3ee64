import { isObject, type Json, type JsonObject } from '../template/json.ts';
import type { Member, Service, Shape } from './facts.ts';

/** One value that AWS's model does not allow: where it stands, and which rule it breaks, in AWS's own words. */
export interface Violation {
  /** As AWS writes it: `entries.3.messageBody`. */
  readonly at: string;
  /** `Member must not be null`, `Member must have length less than or equal to 255` … */
  readonly rule: string;
  readonly kind: 'missing' | 'unknown' | 'type' | 'rule';
  /** The value, shortened; undefined where there is none. */
  readonly value: string | undefined;
}

const shownCharacters = 100;
const patterns = new Map<string, RegExp>();

/** Coral, which most of AWS's services are made with, lets a pattern fit the whole value. */
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(`^(?:${source})$`, source.includes('\\p{') ? 'u' : '');
  patterns.set(source, known);
  return known;
}

/**
 * Everything in a value that its shape does not allow: required and unknown members, types, lengths, ranges, patterns,
 * enumerations.
 */
export function violationsOf(service: Service, shapeName: string, value: Json | undefined): Violation[] {
  const found: Violation[] = [];
  const broken = (at: string, rule: string, inner: Json | undefined, kind: Violation['kind'] = 'rule'): void => {
    const shown =
      inner === undefined || typeof inner === 'object' ? undefined : String(inner).slice(0, shownCharacters);
    found.push({ at, rule, kind, value: shown });
  };

  const visit = (name: string, given: Json, at: string): void => {
    const shape = service.shapes[name];
    if (shape === undefined) return;
    switch (shape.type) {
      case 'structure':
        if (isObject(given)) structure(shape, given, at);
        else broken(at, 'Member must be a structure', given, 'type');
        break;
      case 'list':
        if (!Array.isArray(given)) {
          broken(at, 'Member must be a list', given, 'type');
          break;
        }
        sized(shape, given.length, at, given);
        for (const [index, inner] of given.entries())
          visit(shape.member?.shape ?? '', inner, `${at}.${index + 1}.member`);
        break;
      case 'map':
        if (!isObject(given)) {
          broken(at, 'Member must be a map', given, 'type');
          break;
        }
        sized(shape, Object.keys(given).length, at, given);
        for (const [key, inner] of Object.entries(given)) {
          visit(shape.key?.shape ?? '', key, `${at}.key`);
          visit(shape.value?.shape ?? '', inner, `${at}.${key}.member`);
        }
        break;
      case 'string':
        if (typeof given === 'string') text(shape, given, at);
        else broken(at, 'Member must be a string', given, 'type');
        break;
      case 'blob':
        if (typeof given === 'string')
          sized(shape, Math.floor((given.replace(/=+$/, '').length * 3) / 4), at, undefined);
        else broken(at, 'Member must be a blob', given, 'type');
        break;
      case 'boolean':
        if (typeof given !== 'boolean') broken(at, 'Member must be a boolean', given, 'type');
        break;
      case 'timestamp':
        if (typeof given === 'object') broken(at, 'Member must be a timestamp', given, 'type');
        break;
      default:
        number(shape, given, at);
    }
  };

  const structure = ({ members = {}, required = [] }: Shape, given: JsonObject, at: string): void => {
    for (const name of required)
      if (given[name] === undefined || given[name] === null)
        broken(pathOf(at, name), 'Member must not be null', undefined, 'missing');
    for (const [name, inner] of Object.entries(given)) {
      if (inner === null) continue;
      const member = members[name];
      if (member === undefined) broken(pathOf(at, name), 'Member is not known', inner, 'unknown');
      else visit(member.shape, inner, pathOf(at, name));
    }
  };

  const sized = ({ min, max }: Shape, size: number, at: string, given: Json | undefined): void => {
    if (min !== undefined && size < min) broken(at, `Member must have length greater than or equal to ${min}`, given);
    if (max !== undefined && size > max) broken(at, `Member must have length less than or equal to ${max}`, given);
  };

  const text = (shape: Shape, given: string, at: string): void => {
    sized(shape, given.length, at, given);
    if (shape.pattern !== undefined && !patternOf(shape.pattern).test(given))
      broken(at, `Member must satisfy regular expression pattern: ${shape.pattern}`, given);
    if (shape.enum !== undefined && !shape.enum.includes(given))
      broken(at, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`, given);
  };

  const number = ({ type, min, max }: Shape, given: Json, at: string): void => {
    if (typeof given !== 'number' || (!type.startsWith('f') && type !== 'double' && !Number.isInteger(given)))
      return broken(at, `Member must be a number (${type})`, given, 'type');
    if (min !== undefined && given < min) broken(at, `Member must have value greater than or equal to ${min}`, given);
    if (max !== undefined && given > max) broken(at, `Member must have value less than or equal to ${max}`, given);
    return undefined;
  };

  visit(shapeName, value ?? {}, '');
  return found;
}

/** AWS writes members with a small first letter. */
const pathOf = (at: string, name: string): string =>
  `${at === '' ? '' : `${at}.`}${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;

/** All violations in the words of AWS's framework. */
export function messageOf(violations: readonly Violation[]): string {
  const told = violations.map(
    ({ at, rule, value }) =>
      `Value ${value === undefined ? 'null' : `'${value}'`} at '${at}' failed to satisfy constraint: ${rule}`,
  );
  return `${told.length} validation error${told.length === 1 ? '' : 's'} detected: ${told.join('; ')}`;
}

/** The name of a member in a request. */
export const wireName = (name: string, { as }: Member): string => as ?? name;
