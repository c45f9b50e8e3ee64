import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { wireName } from './check.ts';
import type { Operation, Service, Shape } from './facts.ts';

/** A request as its protocol writes it. */
export interface Wire {
  readonly protocol: 'json' | 'query' | 'rest';
  readonly path: string;
  readonly input: JsonObject;
}

/** The parameters of a call by the names of AWS's model, whatever its protocol. */
export function parametersOf(
  service: Service,
  { input: shapeName, path: template }: Operation,
  { protocol, path, input }: Wire,
): JsonObject {
  const shape = service.shapes[shapeName ?? ''];
  if (shape === undefined || protocol === 'json') return input;
  if (protocol === 'query') {
    const flat = Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'Action' && name !== 'Version'));
    const parameters = fromQuery(service, shape, nest(flat));
    return isObject(parameters) ? parameters : {};
  }
  return fromRest(service, shape, template, path, input);
}

/** The values in a path by the names in its template; undefined where it does not fit. */
export function fitPath(template: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [template, path].map((text) => (text.split('?')[0] ?? '').replace(/\/$/, '').split('/'));
  if (wanted?.length !== given?.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of (wanted ?? []).entries()) {
    const segment = given?.[index] ?? '';
    if (/^\{.+\}$/.test(part)) values[part.slice(1, -1)] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return values;
}

function fromRest(
  service: Service,
  { members = {} }: Shape,
  template: string,
  path: string,
  body: JsonObject,
): JsonObject {
  const inPath = fitPath(template, path) ?? {};
  const inQuery = new URLSearchParams(path.split('?')[1] ?? '');
  const parameters: JsonObject = {};
  const known = new Set<string>();
  for (const [name, member] of Object.entries(members)) {
    const wire = wireName(name, member);
    if (member.in === undefined) known.add(wire);
    const places = { uri: inPath[wire], querystring: inQuery.get(wire) ?? undefined, body: body[wire] };
    const value = (places as Partial<Record<string, Json>>)[member.in ?? 'body'];
    if (value !== undefined)
      parameters[name] = typeof value === 'string' ? scalar(service.shapes[member.shape], value) : value;
  }
  for (const [name, value] of Object.entries(body)) if (!known.has(name)) parameters[name] = value;
  return parameters;
}

/** `Entries.member.1.Id` as a tree of objects. */
function nest(flat: JsonObject): JsonObject {
  const tree: JsonObject = {};
  for (const [path, value] of Object.entries(flat)) {
    const parts = path.split('.');
    let at = tree;
    for (const part of parts.slice(0, -1)) at = isObject(at[part]) ? at[part] : (at[part] = {});
    at[parts.at(-1) ?? ''] = value;
  }
  return tree;
}

/** Lists are `member.1`, maps `entry.1` with a key and a value, in a query. */
function fromQuery(service: Service, shape: Shape | undefined, given: Json): Json {
  if (shape?.type === 'list' && isObject(given))
    return numbered(given['member']).map((inner) =>
      fromQuery(service, service.shapes[shape.member?.shape ?? ''], inner),
    );
  if (shape?.type === 'map' && isObject(given)) {
    const [key, value] = [shape.key?.as ?? 'key', shape.value?.as ?? 'value'];
    return Object.fromEntries(
      numbered(given['entry'])
        .filter(isObject)
        .map((entry) => [
          textOf(entry[key]),
          fromQuery(service, service.shapes[shape.value?.shape ?? ''], entry[value] ?? ''),
        ]),
    );
  }
  if (shape?.type === 'structure' && isObject(given)) {
    return Object.fromEntries(
      Object.entries(given).map(([name, inner]) => [
        name,
        fromQuery(service, service.shapes[shape.members?.[name]?.shape ?? ''], inner),
      ]),
    );
  }
  return typeof given === 'string' ? scalar(shape, given) : given;
}

const numbered = (value: Json | undefined): Json[] => (isObject(value) ? Object.values(value) : []);

/** A value that came as text; what is no such value stays text, which the check refuses. */
function scalar(shape: Shape | undefined, given: string): Json {
  if (shape?.type === 'boolean' && /^(true|false)$/.test(given)) return given === 'true';
  if (/^(integer|long|float|double)$/.test(shape?.type ?? '') && given !== '' && Number.isFinite(Number(given)))
    return Number(given);
  return given;
}
