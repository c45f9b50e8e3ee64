import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * The update that sets what the patch defines and removes what it names with undefined.
 * @param within the map of the row that the names stand in; the row itself unless told
 * @returns the parts of an UpdateItem input; names are aliased, so reserved words are no matter
 */
export function updateOf(patch: Record<string, unknown>, within?: string) {
  const entries = Object.entries(patch);
  const path = (name: string) => (within === undefined ? `#${name}` : `#${within}.#${name}`);
  const set = entries.filter(([, value]) => value !== undefined);
  const clause = (verb: string, parts: string[]) => (parts.length > 0 ? [`${verb} ${parts.join(', ')}`] : []);
  return {
    UpdateExpression: [
      ...clause(
        'SET',
        set.map(([name]) => `${path(name)} = :${name}`),
      ),
      ...clause(
        'REMOVE',
        entries.filter(([, value]) => value === undefined).map(([name]) => path(name)),
      ),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(
      [...entries.map(([name]) => name), ...(within === undefined ? [] : [within])].map((name) => [`#${name}`, name]),
    ),
    // DynamoDB refuses an empty list of values.
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    }),
  };
}

/** Whether a conditional write took place; every error but the condition's own is thrown on. */
export async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
