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
  const check = new Check(service);
  check.value(shapeName, value ?? {}, '');
  return check.found;
}

class Check {
  readonly found: Violation[] = [];
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  value(name: string, given: Json, at: string): void {
    const shape = this.#service.shapes[name];
    if (shape === undefined) return;
    if (!hasType(shape, given)) this.#broken(at, `Member must be a ${kindOf(shape)}`, given, 'type');
    else if (isObject(given)) this.#object(shape, given, at);
    else if (Array.isArray(given)) this.#list(shape, given, at);
    else if (typeof given === 'string') this.#string(shape, given, at);
    else if (typeof given === 'number') this.#number(shape, given, at);
  }

  #object(shape: Shape, given: JsonObject, at: string): void {
    if (shape.type === 'structure') return this.#structure(shape, given, at);
    this.#size(shape, Object.keys(given).length, at, given);
    for (const [key, inner] of Object.entries(given)) {
      this.value(shape.key?.shape ?? '', key, `${at}.key`);
      this.value(shape.value?.shape ?? '', inner, `${at}.${key}.member`);
    }
  }

  #structure({ members = {}, required = [] }: Shape, given: JsonObject, at: string): void {
    for (const name of required)
      if (given[name] === undefined || given[name] === null)
        this.#broken(pathOf(at, name), 'Member must not be null', undefined, 'missing');
    for (const [name, inner] of Object.entries(given)) {
      if (inner === null) continue;
      const member = members[name];
      if (member === undefined) this.#broken(pathOf(at, name), 'Member is not known', inner, 'unknown');
      else this.value(member.shape, inner, pathOf(at, name));
    }
  }

  #list(shape: Shape, given: readonly Json[], at: string): void {
    this.#size(shape, given.length, at, undefined);
    for (const [index, inner] of given.entries())
      this.value(shape.member?.shape ?? '', inner, `${at}.${index + 1}.member`);
  }

  #string(shape: Shape, given: string, at: string): void {
    if (shape.type === 'timestamp') return;
    if (shape.type === 'blob') return this.#size(shape, bytesOfBase64(given), at, undefined);
    this.#size(shape, given.length, at, given);
    if (shape.pattern !== undefined && !patternOf(shape.pattern).test(given))
      this.#broken(at, `Member must satisfy regular expression pattern: ${shape.pattern}`, given);
    if (shape.enum !== undefined && !shape.enum.includes(given))
      this.#broken(at, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`, given);
  }

  #number({ type, min, max }: Shape, given: number, at: string): void {
    if (type === 'timestamp') return;
    if (min !== undefined && given < min)
      this.#broken(at, `Member must have value greater than or equal to ${min}`, given);
    if (max !== undefined && given > max)
      this.#broken(at, `Member must have value less than or equal to ${max}`, given);
  }

  #size({ min, max }: Shape, size: number, at: string, given: Json | undefined): void {
    if (min !== undefined && size < min)
      this.#broken(at, `Member must have length greater than or equal to ${min}`, given);
    if (max !== undefined && size > max)
      this.#broken(at, `Member must have length less than or equal to ${max}`, given);
  }

  #broken(at: string, rule: string, given: Json | undefined, kind: Violation['kind'] = 'rule'): void {
    const shown =
      given === undefined || typeof given === 'object' ? undefined : String(given).slice(0, shownCharacters);
    this.found.push({ at, rule, kind, value: shown });
  }
}

function hasType({ type }: Shape, given: Json): boolean {
  switch (type) {
    case 'structure':
    case 'map':
      return isObject(given);
    case 'list':
      return Array.isArray(given);
    case 'string':
    case 'blob':
      return typeof given === 'string';
    case 'boolean':
      return typeof given === 'boolean';
    case 'timestamp':
      return typeof given !== 'object';
    default:
      return typeof given === 'number' && (isFraction(type) || Number.isInteger(given));
  }
}

const isFraction = (type: string): boolean => type.startsWith('f') || type === 'double';
const named = new Set(['structure', 'map', 'list', 'string', 'blob', 'boolean', 'timestamp']);
const kindOf = ({ type }: Shape): string => (named.has(type) ? type : `number (${type})`);
const bytesOfBase64 = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

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
