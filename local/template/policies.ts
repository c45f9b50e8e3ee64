import { isObject, type Json, type JsonObject } from './json.ts';
import type { Resource, Stack } from './stack.ts';

/** A policy document with the name it has in the template. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: JsonObject;
}

const documents = (id: string, policies: Json | undefined): NamedPolicy[] =>
  (Array.isArray(policies) ? policies : [])
    .filter(isObject)
    .flatMap((policy, index) =>
      isObject(policy['PolicyDocument']) ? [{ name: `${id}Inline${index}`, document: policy['PolicyDocument'] }] : [],
    );

/**
 * Every policy of the template that applies to a function's role. Policies that AWS manages are left out: the basic
 * execution role only grants log groups, which the twin does not check.
 */
export function policiesOf(stack: Stack, fn: Resource): NamedPolicy[] {
  const role = stack.byArn(fn.properties['Role']);
  if (role === undefined) return [];
  const attached = stack.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').filter(({ ref, properties }) => {
    const { Roles: roles } = properties;
    const { ManagedPolicyArns: managed } = role.properties;
    return (Array.isArray(roles) && roles.includes(role.ref)) || (Array.isArray(managed) && managed.includes(ref));
  });
  return [
    ...documents(role.id, role.properties['Policies']),
    ...attached.flatMap(({ id, properties }) =>
      isObject(properties['PolicyDocument']) ? [{ name: id, document: properties['PolicyDocument'] }] : [],
    ),
  ];
}
