import { readFileSync } from 'node:fs';
import { violationsOf } from '../../../local/models/check.ts';
import type { Facts, Service } from '../../../local/models/facts.ts';
import type { Json, JsonObject } from '../../../local/template/json.ts';
import type { Resource } from '../../../local/template/stack.ts';
import { inputOf } from './input.ts';
import { targets, type Target } from './properties.ts';

const { services } = JSON.parse(readFileSync(new URL('template.json', import.meta.url), 'utf8')) as Facts;

/** What AWS's models say of a template. */
export interface Report {
  /** Broken rules, by resource and property. */
  readonly broken: string[];
  /** Properties that no member of an API is known for, by type and path; types that have no operation. */
  readonly unmapped: string[];
  /** How many values were held against a shape. */
  checked: number;
}

/**
 * Holds every property of the resources against the member of the API that it becomes. What is required,
 * CloudFormation's own schema says.
 */
export function modelReport(resources: readonly Resource[]): Report {
  const report: Report = { broken: [], unmapped: [], checked: 0 };
  for (const { id, type, properties } of resources) {
    const all = targets[type];
    if (all === undefined) report.unmapped.push(type);
    else
      for (const [name, value] of Object.entries(properties))
        check({ id, type, name, value }, targetOf(all, name), report);
  }
  return report;
}

const targetOf = (all: readonly Target[], name: string): Target | undefined =>
  all.find(({ takes }) => takes?.includes(name)) ?? all[0];

interface Property {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly value: Json;
}

function check({ id, type, name, value }: Property, target: Target | undefined, report: Report): void {
  const service = services[target?.service ?? ''];
  const shape = service?.operations[target?.operation ?? '']?.input;
  if (service === undefined || shape === undefined)
    throw new Error(`template.json has no ${target?.operation}: npm run models.`);
  const place = target?.places?.[name] ?? name;
  const values = place.endsWith('[]') && Array.isArray(value) ? value : [value];
  for (const one of values) {
    const { value: input, unmapped, checked } = inputOf(service, shape, nested(place.replace('[]', ''), one), type);
    report.checked += checked;
    report.unmapped.push(...unmapped.map((path) => path.replace(/\.\d+(?=\.|$)/g, '[]')));
    const found = violationsOf(service, shape, input).filter(({ kind }) => kind !== 'missing');
    report.broken.push(
      ...found.map(
        ({ at, rule, value: shown }) => `${type} ${id}: ${at}${shown === undefined ? '' : ` "${shown}"`}: ${rule}`,
      ),
    );
  }
}

/** The value at its place, in the objects around it. */
const nested = (place: string, value: Json): Json =>
  place
    .split('.')
    .filter((part) => part !== '')
    .reduceRight<Json>((inner, part): JsonObject => ({ [part]: inner }), value);

export const serviceOf = (name: string): Service | undefined => services[name];
