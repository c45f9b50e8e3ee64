import { TwinError } from '../twinError.ts';
import type { MessageEngine } from '../engines/messageEngine.ts';
import type { Json } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';

/** Where an event goes that nobody could work on. */
export interface Destination {
  /** The physical name. */
  readonly name: string;
  send(document: unknown): Promise<void>;
}

/** The queue or topic behind an ARN of the template. */
export function destinationOf(stack: Stack, { sqs, server }: MessageEngine, arn: Json | undefined, whose: string): Destination | undefined {
  if (arn === undefined) return undefined;
  const target = stack.byArn(arn);
  if (target?.type === 'AWS::SQS::Queue') {
    return { name: target.name, send: async (document) => { await sqs('SendMessage', target.name, { MessageBody: JSON.stringify(document) }); } };
  }
  if (target?.type === 'AWS::SNS::Topic') {
    return { name: target.name, send: async (document) => { server.publish(target.name, JSON.stringify(document)); } };
  }
  throw new TwinError(`The twin cannot run the destination ${JSON.stringify(arn)} of ${whose}: a queue or a topic of the same stack, please.`);
}
