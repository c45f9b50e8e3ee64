import { TwinError } from '../twinError.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';

/** One entry of a pattern's list against one value of the event; the value is undefined where the event lacks it. */
function matchesRule(rule: Json, value: Json | undefined): boolean {
  if (!isObject(rule)) return value === rule;
  const [[operator, argument] = ['', null]] = Object.entries(rule);
  const text = typeof value === 'string' ? value : undefined;
  switch (operator) {
    case 'exists':
      return (value !== undefined) === argument;
    case 'prefix':
      return text !== undefined && text.startsWith(textOf(argument));
    case 'suffix':
      return text !== undefined && text.endsWith(textOf(argument));
    case 'equals-ignore-case':
      return text !== undefined && text.toLowerCase() === textOf(argument).toLowerCase();
    case 'anything-but':
      return value !== undefined && !matchesAny(argument, value);
    case 'numeric':
      return typeof value === 'number' && inRange(Array.isArray(argument) ? argument : [], value);
    default:
      throw new TwinError(`The twin does not know the filter operator ${operator}.`);
  }
}

const matchesAny = (rules: Json, value: Json | undefined): boolean =>
  (Array.isArray(rules) ? rules : [rules]).some((rule) => matchesRule(rule, value));

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function inRange(rule: readonly Json[], value: number): boolean {
  for (let index = 0; index < rule.length; index += 2) {
    const compare = comparisons[textOf(rule[index])];
    if (compare === undefined)
      throw new TwinError(`The twin does not know the comparison ${textOf(rule[index])} in a filter.`);
    if (!compare(value, Number(rule[index + 1]))) return false;
  }
  return true;
}

/** Whether an event fits a pattern of EventBridge, as the filters of event sources use them. */
export function matches(pattern: JsonObject, event: Json | undefined): boolean {
  return Object.entries(pattern).every(([key, inner]) => {
    if (key === '$or') return Array.isArray(inner) && inner.filter(isObject).some((option) => matches(option, event));
    const value = isObject(event) ? event[key] : undefined;
    if (isObject(inner)) return matches(inner, value);
    const values: (Json | undefined)[] =
      Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? undefined : value];
    return values.some((one) => matchesAny(inner, one));
  });
}

/** The patterns of a `FilterCriteria`; an event passes when it fits one, or when there is none. */
export function filterOf(criteria: Json | undefined): (event: Json) => boolean {
  const filters = isObject(criteria) && Array.isArray(criteria['Filters']) ? criteria['Filters'] : [];
  const patterns = filters.filter(isObject).map(({ Pattern: pattern }): JsonObject => {
    const parsed: unknown = JSON.parse(textOf(pattern));
    return isObject(parsed) ? parsed : {};
  });
  return (event) => patterns.length === 0 || patterns.some((pattern) => matches(pattern, event));
}
