import { TwinError } from '../twinError.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** The lookups that intrinsic functions of a template need. */
export interface Scope {
  ref(logicalId: string): Json;
  getAtt(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(name: string, first: string, second: string): Json;
}

const text = (value: Json, where: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TwinError(`${where} needs text and got ${JSON.stringify(value)}.`);
};

const list = (value: Json | undefined, where: string): Json[] => {
  if (Array.isArray(value)) return value;
  throw new TwinError(`${where} needs a list and got ${JSON.stringify(value)}.`);
};

function substitute(argument: Json, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return text(template ?? '', 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const own = isObject(variables) ? variables[name] : undefined;
    if (own !== undefined) return text(resolve(own, scope), 'Fn::Sub');
    const dot = name.indexOf('.');
    return text(
      dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)),
      `Fn::Sub of ${name}`,
    );
  });
}

function getAtt(argument: Json, scope: Scope): Json {
  const [id, ...attribute] =
    typeof argument === 'string'
      ? argument.split('.')
      : list(argument, 'Fn::GetAtt').map((part) => text(part, 'Fn::GetAtt'));
  return scope.getAtt(id ?? '', attribute.join('.'));
}

const functions: Record<string, (argument: Json, scope: Scope) => Json> = {
  Ref: (argument, scope) => scope.ref(text(argument, 'Ref')),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    return list(resolve(parts ?? [], scope), 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(text(separator ?? '', 'Fn::Join'));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument, 'Fn::Split');
    return text(resolve(whole ?? '', scope), 'Fn::Split').split(text(separator ?? '', 'Fn::Split'));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, 'Fn::Select');
    const chosen = list(resolve(from ?? [], scope), 'Fn::Select')[Number(resolve(index ?? null, scope))];
    if (chosen === undefined)
      throw new TwinError(`Fn::Select finds nothing at ${JSON.stringify(index)} of ${JSON.stringify(from)}.`);
    return chosen;
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolve((scope.condition(text(condition ?? '', 'Fn::If')) ? yes : no) ?? null, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [name, first, second] = list(argument, 'Fn::FindInMap').map((part) =>
      text(resolve(part, scope), 'Fn::FindInMap'),
    );
    return scope.mapping(name ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::GetAZs': () => ['us-east-1a', 'us-east-1b'],
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, 'Fn::Equals').map((part) => JSON.stringify(resolve(part, scope)));
    return left === right;
  },
  'Fn::Not': (argument, scope) => resolve(list(argument, 'Fn::Not')[0] ?? false, scope) !== true,
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => resolve(part, scope) === true),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => resolve(part, scope) === true),
  Condition: (argument, scope) => scope.condition(text(argument, 'Condition')),
};

/** AWS::NoValue: the property that holds it is as good as absent. */
export const noValue = '\u0000AWS::NoValue';

function resolveObject(value: JsonObject, scope: Scope): JsonObject {
  const entries = Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== noValue));
}

/** Replaces every intrinsic function in a value of the template by what it stands for. */
export function resolve(value: Json, scope: Scope): Json {
  if (Array.isArray(value)) return value.map((inner) => resolve(inner, scope)).filter((inner) => inner !== noValue);
  if (!isObject(value)) return value;
  const [name, ...more] = Object.keys(value);
  // "Condition" is also a plain key, of policy statements: an intrinsic only when its argument is a name.
  if (name === undefined || more.length > 0 || (name === 'Condition' && typeof value[name] !== 'string'))
    return resolveObject(value, scope);
  const intrinsic = functions[name];
  if (intrinsic !== undefined) return intrinsic(value[name] ?? null, scope);
  if (name.startsWith('Fn::')) throw new TwinError(`The twin does not know the intrinsic function ${name}.`);
  return resolveObject(value, scope);
}
