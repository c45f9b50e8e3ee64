import {
  errorTypeRegistries,
  PublishBatchCommand,
  PublishBatchInput$,
  PublishBatchResponse$,
  SNSServiceException,
} from '@aws-sdk/client-sns';
import type { SNSClient } from '@aws-sdk/client-sns';
import { QueryShapeSerializer, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { ErrorOf, SaidIn } from './awsError.ts';
import { commandSender } from './send.ts';
import { signedCall } from './signedCall.ts';

/** Whoever sends SNS's commands: the SDK's own client, or the functions' transport. */
export type Topics = Pick<SNSClient, 'send'>;

const version = '2010-03-31';
/** As the SDK has them for SNS, whose protocol is AWS query: forms are asked, and XML answers. */
const settings = {
  timestampFormat: { useTrait: true, default: 5 as const },
  httpBindings: false,
  xmlNamespace: `http://sns.amazonaws.com/doc/${version}/`,
  serviceNamespace: 'com.amazonaws.sns',
  serializeEmptyLists: true,
};
const reader = new XmlShapeDeserializer(settings);

const written = (input: object): string => {
  const writer = new QueryShapeSerializer(settings);
  writer.write(PublishBatchInput$, input);
  return writer.flush() as string;
};
const read = (answer: string): unknown => reader.read(PublishBatchResponse$, Buffer.from(answer), 'PublishBatchResult');

/** Any document (Smithy 2.0, "Document"): what an error says beside its name is in no schema. */
const document = 15;
const saidIn: SaidIn = (body) =>
  (reader.read(document, Buffer.from(body)) as { Error?: Record<string, unknown> }).Error ?? {};

/** SNS's own code names an error (`NotFound`), the SDK its class (`NotFoundException`). */
const errorOf: ErrorOf = (code, options) => {
  for (const registry of errorTypeRegistries) {
    const schema = registry.find(
      (one) => (NormalizedSchema.of(one).getMergedTraits()['awsQueryError'] as string[] | undefined)?.[0] === code,
    );
    const Class =
      schema && (registry.getErrorCtor(schema as never) as (new (said: typeof options) => Error) | undefined);
    if (Class) return new Class(options);
  }
  return new SNSServiceException(options);
};

/** One for a worker. */
export function topicClient(): Topics {
  const call = signedCall({ name: 'sns', errorOf, saidIn });
  return commandSender<Topics>(
    new Map([[PublishBatchCommand, 'PublishBatch']]),
    (operation, form) =>
      call({
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `Action=${operation}&Version=${version}${form}`,
      }),
    written,
    read,
  );
}
