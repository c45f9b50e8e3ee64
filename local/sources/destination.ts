import { TwinError } from '../twinError.ts';
import type { MessageEngine } from '../engines/messageEngine.ts';
import type { AccessCheck } from '../gateway/access.ts';
import type { Json } from '../template/json.ts';
import type { Resource, Stack } from '../template/stack.ts';

/** Where an event goes that nobody could work on. */
export interface Destination {
  /** The physical name. */
  readonly name: string;
  send(document: unknown): Promise<void>;
}

export interface DestinationParts {
  readonly stack: Stack;
  readonly messages: MessageEngine;
  readonly access: AccessCheck;
}

/**
 * The queue or topic behind an ARN of the template, to which the function's own role must be allowed to send, as AWS
 * checks when one is named.
 */
export async function destinationOf(
  { stack, messages: { sqs, server }, access }: DestinationParts,
  arn: Json | undefined,
  functionId: string,
): Promise<Destination | undefined> {
  if (arn === undefined) return undefined;
  const target = stack.byArn(arn);
  const mayUse = (action: string, { id, arn: resource }: Resource): Promise<void> =>
    access.require(functionId, [{ action, resource }], `${id} cannot be its destination`);
  if (target?.type === 'AWS::SQS::Queue') {
    await mayUse('sqs:SendMessage', target);
    return {
      name: target.name,
      send: async (document) => {
        await sqs('SendMessage', target.name, { MessageBody: JSON.stringify(document) });
      },
    };
  }
  if (target?.type === 'AWS::SNS::Topic') {
    await mayUse('sns:Publish', target);
    return {
      name: target.name,
      send: async (document) => {
        server.publish(target.name, JSON.stringify(document));
      },
    };
  }
  throw new TwinError(
    `The twin cannot run the destination ${JSON.stringify(arn)} of ${functionId}: a queue or a topic of the same stack, please.`,
  );
}
