import type { Member, Service, Shape } from '../../../local/models/facts.ts';
import { isObject, type Json, type JsonObject, textOf } from '../../../local/template/json.ts';
import { otherNames } from './properties.ts';

/** What the properties of a resource become in an API's input, and what of them the API does not know, by its path. */
export interface Input {
  readonly value: Json;
  readonly unmapped: readonly string[];
  readonly checked: number;
}

/**
 * Writes a property as the API takes it: members by the API's names, CloudFront's lists with their length, documents as
 * text, numbers as text where the API wants text.
 */
export function inputOf(service: Service, shapeName: string, given: Json, path: string): Input {
  const unmapped: string[] = [];
  let checked = 0;

  const memberOf = ({ members = {} }: Shape, name: string): [string, Member] | undefined => {
    const wanted = (otherNames[name] ?? name).toLowerCase();
    return Object.entries(members).find(
      ([member, { as }]) => member.toLowerCase() === wanted || as?.toLowerCase() === wanted,
    );
  };

  const convert = (name: string, value: Json, at: string): Json => {
    const shape = service.shapes[name];
    if (shape === undefined) return value;
    checked += 1;
    if (Array.isArray(value)) return list(shape, value, at);
    if (isObject(value)) return object(shape, value, at);
    if (shape.type === 'string') return textOf(value);
    if (shape.type === 'boolean') return textOf(value) === 'true';
    return /^(integer|long|float|double)$/.test(shape.type) ? Number(value) : value;
  };

  const list = (shape: Shape, value: Json[], at: string): Json => {
    if (shape.type === 'list')
      return value.map((inner, index) =>
        convert(shape.member?.shape ?? '', spelled(service, shape.member?.shape ?? '', inner), `${at}.${index}`),
      );
    const items = shape.members?.['Items'];
    if (items === undefined) return value;
    return { Quantity: value.length, Items: convert(items.shape, value, at) };
  };

  const object = (shape: Shape, value: JsonObject, at: string): Json => {
    if (shape.type === 'string') return JSON.stringify(value);
    if (shape.type === 'map')
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, convert(shape.value?.shape ?? '', inner, `${at}.${key}`)]),
      );
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        const member = memberOf(shape, name);
        if (member === undefined) unmapped.push(`${at}.${name}`);
        return member === undefined ? [] : [[member[0], convert(member[1].shape, inner, `${at}.${name}`)]];
      }),
    );
  };

  const value = convert(shapeName, given, path);
  return { value, unmapped, checked };
}

/** CloudFormation writes some of SES's names in camel case that the API writes in capitals. */
function spelled({ shapes }: Service, shapeName: string, value: Json): Json {
  const values = shapes[shapeName]?.enum ?? [];
  if (typeof value !== 'string' || values.includes(value)) return value;
  const capitals = value.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return values.includes(capitals) ? capitals : value;
}
