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
  /** The value of `Ref`. */
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
export function resolveStack(assembly: Assembly, addresses: Addresses): Stack {
  const { stackName, template, assets } = assembly;
  const resolver = new Resolver(assembly, addresses);
  const isPresent = ([, { Condition }]: [string, { readonly Condition?: string | undefined }]): boolean =>
    Condition === undefined || resolver.condition(Condition);
  const resources = Object.entries(template.Resources)
    .filter(isPresent)
    .map(([id]) => resolver.resource(id));
  const outputs = Object.entries(template.Outputs ?? {}).filter(isPresent);
  return {
    name: stackName,
    resources,
    outputs: Object.fromEntries(outputs.map(([name, { Value }]) => [name, String(resolver.value(Value) as string)])),
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    byArn: (arn) => resources.find((candidate) => candidate.arn === arn),
    byName: (type, name) => resources.find((candidate) => candidate.type === type && candidate.name === name),
    asset: (key) => assets.get(key),
  };
}

/** Answers a template's intrinsic functions. */
class Resolver implements Scope {
  readonly #assembly: Assembly;
  readonly #addresses: Addresses;
  readonly #pseudo: Record<string, Json>;
  readonly #conditions = new Map<string, boolean>();
  readonly #made = new Map<string, Resource>();

  constructor(assembly: Assembly, addresses: Addresses) {
    this.#assembly = assembly;
    this.#addresses = addresses;
    this.#pseudo = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': assembly.stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${assembly.stackName}/local`,
      'AWS::NoValue': noValue,
      'AWS::NotificationARNs': [],
    };
  }

  ref(id: string): Json {
    const parameter = this.#assembly.template.Parameters?.[id]?.Default;
    return this.#pseudo[id] ?? parameter ?? refOf(this.resource(id), this.#addresses);
  }

  getAtt(id: string, attribute: string): Json {
    const found = this.resource(id);
    const value = attributeOf(found, attribute, this.#addresses);
    if (value !== undefined) return value;
    if (runs(found.type))
      throw new TwinError(`The twin does not know the attribute ${attribute} of ${id} (${found.type}).`);
    return `${found.name}.${attribute}`;
  }

  condition(name: string): boolean {
    const declared = this.#assembly.template.Conditions?.[name] ?? false;
    const known = this.#conditions.get(name) ?? resolve(declared, this) === true;
    this.#conditions.set(name, known);
    return known;
  }

  mapping(name: string, first: string, second: string): Json {
    const value = this.#assembly.template.Mappings?.[name]?.[first]?.[second];
    if (value === undefined) throw new TwinError(`The template's mapping ${name} has no ${first}.${second}.`);
    return value;
  }

  /** A value with all of its functions answered, and addresses of this machine in place of AWS's. */
  value(given: Json): Json {
    return localAddresses(resolve(given, this), this.#addresses.url);
  }

  /** A resource: its name at once and its properties lazily, as resources of a stack refer to each other in circles. */
  resource(id: string): Resource {
    const known = this.#made.get(id);
    if (known) return known;
    const { stackName, template } = this.#assembly;
    const declared = template.Resources[id];
    if (declared === undefined) throw new TwinError(`The template refers to ${id}, which it does not declare.`);
    const ofName = Object.entries(declared.Properties ?? {}).filter(([key]) => /Name$|^Fifo|^EmailIdentity$/.test(key));
    const naming = resolve(Object.fromEntries(ofName), this);
    const own = isObject(naming) ? naming : {};
    const named = { id, type: declared.Type, properties: own, name: physicalName(stackName, id, declared.Type, own) };
    const properties = (): JsonObject => this.#properties(id);
    let lazily: JsonObject | undefined;
    const full: Resource = {
      ...named,
      ref: refOf(named, this.#addresses),
      arn: arnOf(named),
      get properties() {
        return (lazily ??= properties());
      },
    };
    this.#made.set(id, full);
    return full;
  }

  #properties(id: string): JsonObject {
    const resolved = this.value(this.#assembly.template.Resources[id]?.Properties ?? {});
    return isObject(resolved) ? resolved : {};
  }
}
