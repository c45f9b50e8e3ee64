import { TwinError } from '../twinError.ts';
import type { Assembly } from './assembly.ts';
import { noValue, resolve, type Scope } from './intrinsics.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { account, arnOf, attributeOf, localAddresses, physicalName, refOf, region, type Addresses } from './naming.ts';
import { runs } from './runningTypes.ts';

/** One resource of the stack with its properties resolved. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  /** The physical name. */
  readonly name: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: JsonObject;
}

/** The stack as it stands on this machine. */
export interface Stack {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
  ofType(...types: string[]): Resource[];
  byArn(arn: Json | undefined): Resource | undefined;
  byName(type: string, name: string): Resource | undefined;
  asset(key: string): string | undefined;
}

/** Resolves a template: names, addresses, intrinsic functions. Properties of what the twin does not run stay unread. */
export function resolveStack({ stackName, template, assets }: Assembly, addresses: Addresses): Stack {
  const conditions = new Map<string, boolean>();
  const made = new Map<string, Resource>();
  const pseudo: Record<string, Json> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
  };

  const scope: Scope = {
    ref: (id) => pseudo[id] ?? template.Parameters?.[id]?.Default ?? refOf(resource(id), addresses),
    getAtt: (id, attribute) => {
      const found = resource(id);
      const value = attributeOf(found, attribute, addresses);
      if (value !== undefined) return value;
      if (runs(found.type))
        throw new TwinError(`The twin does not know the attribute ${attribute} of ${id} (${found.type}).`);
      return `${found.name}.${attribute}`;
    },
    condition: (name) => {
      const known = conditions.get(name) ?? resolve(template.Conditions?.[name] ?? false, scope) === true;
      conditions.set(name, known);
      return known;
    },
    mapping: (name, first, second) => {
      const value = template.Mappings?.[name]?.[first]?.[second];
      if (value === undefined) throw new TwinError(`The template's mapping ${name} has no ${first}.${second}.`);
      return value;
    },
  };

  const properties = (id: string): JsonObject => {
    const resolved = localAddresses(resolve(template.Resources[id]?.Properties ?? {}, scope), addresses.url);
    return isObject(resolved) ? resolved : {};
  };

  function resource(id: string): Resource {
    const known = made.get(id);
    if (known) return known;
    const declared = template.Resources[id];
    if (declared === undefined) throw new TwinError(`The template refers to ${id}, which it does not declare.`);
    // The name first and the rest lazily: resources of a stack refer to each other in circles.
    const naming = resolve(
      Object.fromEntries(
        Object.entries(declared.Properties ?? {}).filter(([key]) => /Name$|^Fifo|^EmailIdentity$/.test(key)),
      ),
      scope,
    );
    const own = isObject(naming) ? naming : {};
    let lazily: JsonObject | undefined;
    const named = { id, type: declared.Type, properties: own, name: physicalName(stackName, id, declared.Type, own) };
    const full: Resource = {
      ...named,
      ref: refOf(named, addresses),
      arn: arnOf(named),
      get properties() {
        return (lazily ??= properties(id));
      },
    };
    made.set(id, full);
    return full;
  }

  const present = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  );
  const resources = present.map(([id]) => resource(id));
  const outputs = Object.entries(template.Outputs ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  );
  return {
    name: stackName,
    resources,
    outputs: Object.fromEntries(
      outputs.map(([name, { Value }]) => [
        name,
        String(localAddresses(resolve(Value, scope), addresses.url) as string),
      ]),
    ),
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    byArn: (arn) => resources.find((candidate) => candidate.arn === arn),
    byName: (type, name) => resources.find((candidate) => candidate.type === type && candidate.name === name),
    asset: (key) => assets.get(key),
  };
}
