import type { Permission } from '../gateway/permissions.ts';
import type { Use } from '../gateway/access.ts';
import { isObject, type Json, textOf } from './json.ts';
import { policiesOf } from './policies.ts';
import type { Stack } from './stack.ts';

const listOf = (value: Json | undefined): Json[] => (value === undefined ? [] : [value].flat());

/** The grants of the functions' own policies, one action on one resource each. */
export function grantsOf(stack: Stack): Use[] {
  return stack.ofType('AWS::Lambda::Function').flatMap((fn) =>
    policiesOf(stack, fn)
      .flatMap(({ document }) => listOf(document['Statement']))
      .filter(isObject)
      .filter(({ Effect: effect }) => effect === 'Allow')
      .flatMap(({ Action: actions, Resource: resources }) =>
        listOf(actions).flatMap((action) =>
          listOf(resources).map((resource) => ({
            function: fn.id,
            action: textOf(action),
            resource: textOf(resource),
          })),
        ),
      ),
  );
}

/** Calls that never pass the twin's gateway: Lambda's own machinery makes them in the function's name. */
export const unseen: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda writes the logs',
  'logs:PutLogEvents': 'Lambda writes the logs',
  'xray:PutTraceSegments': "X-Ray's daemon sends the traces",
  'xray:PutTelemetryRecords': "X-Ray's daemon sends the traces",
  'dynamodb:ListStreams': "Lambda's poller of the stream, as its documentation asks",
};

const keyOf = ({ function: id, action, resource }: Use): string => [id, action, resource].join(' ');

/** Whether a grant covers what was used; a star stands for any name at its place. */
const covers = (grant: Use, use: Use): boolean =>
  grant.function === use.function &&
  grant.action === use.action &&
  new RegExp(`^${RegExp.escape(grant.resource).replaceAll('\\*', '.+')}$`).test(use.resource);

/**
 * The grants that no use needed. A bare wildcard is needed by nothing: each grant names its action and its resource.
 */
export function unusedGrants(grants: readonly Use[], uses: readonly Use[]): Use[] {
  const used = new Set(uses.map(keyOf));
  return grants.filter(
    (grant) =>
      !(grant.action in unseen) &&
      !used.has(keyOf(grant)) &&
      !(grant.resource.includes('/*') && uses.some((use) => covers(grant, use))),
  );
}

/** @returns how a person reads a permission */
export const wordsOf = ({ action, resource }: Permission): string =>
  `${action} on ${resource.split(':').slice(5).join(':') || resource}`;
