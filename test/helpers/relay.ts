import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { synth } from '../../local/synth.ts';
import { startTwin } from '../../local/startTwin.ts';
import type { Twin, TwinOptions } from '../../local/twin.ts';
import { project } from '../../bin/synth.ts';

/** The relay stack of test/fixtures in a twin, with an operator's clients. */
export interface Relay {
  readonly twin: Twin;
  readonly dataDir: string;
  readonly table: DynamoDBClient;
  /** A resource's logical id by the name that the fixture gives it. */
  id(name: string): string;
  /** Puts work into the first queue. */
  work(message: object): Promise<void>;
  /** Takes the next message of a queue of the outputs, waiting for it. */
  next(output: 'ReadersUrl' | 'DeadUrl' | 'StoppedUrl'): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'caravan-twin-'));
export const removeDataDir = (dataDir: string): void => {
  rmSync(dataDir, { recursive: true, force: true });
};
export const relayAssembly = (): Promise<string> =>
  synth({ ...project, stage: 'relay', app: 'test/fixtures/relay/app.ts' });

export async function startRelay(options: Partial<TwinOptions> & { dataDir: string }): Promise<Relay> {
  const twin = await startTwin({
    port: 0,
    cdkOut: await relayAssembly(),
    schedules: 'manual',
    fastRetries: true,
    ...options,
  });
  const settings = {
    endpoint: twin.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  };
  const table = new DynamoDBClient(settings);
  const queues = new SQSClient(settings);
  return {
    twin,
    dataDir: options.dataDir,
    table,
    id: (name) => {
      const found = twin.stack.resources.find(({ id }) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id));
      if (found === undefined) throw new Error(`The fixture has no ${name}.`);
      return found.id;
    },
    work: async (message) => {
      await queues.send(
        new SendMessageCommand({ QueueUrl: twin.outputs['WorkUrl'], MessageBody: JSON.stringify(message) }),
      );
    },
    next: async (output) => {
      const QueueUrl = twin.outputs[output];
      // One message wakes every waiting poll, and all but one go away empty: hence the loop.
      for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt;) {
        const { Messages: [message] = [] } = await queues.send(
          new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
        );
        if (message?.Body === undefined) continue;
        await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        return JSON.parse(message.Body) as Record<string, unknown>;
      }
      throw new Error(`${output} stays empty.`);
    },
    stop: async () => {
      table.destroy();
      queues.destroy();
      await twin.stop();
    },
  };
}
