import type { JsonCall } from './jsonCall.ts';

interface Command {
  readonly input: object;
}

/**
 * Sends the SDK's commands by a signed call.
 * @param operations by the class of their command: a minified class has no name
 */
export const commandSender = <Sender extends { send: unknown }>(
  operations: ReadonlyMap<unknown, string>,
  call: JsonCall,
  written: (input: object) => string = JSON.stringify,
  read: (answer: string) => unknown = JSON.parse,
): Sender => {
  const send = async (command: Command): Promise<unknown> => {
    const operation = operations.get(command.constructor);
    if (operation === undefined) throw new Error('This command is not in platform/aws: add its operation there.');
    const answer = await call(operation, written(command.input));
    return answer === '' ? {} : read(answer);
  };
  return { send } as unknown as Sender;
};
