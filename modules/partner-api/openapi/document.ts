import { tags } from '../http/operation.ts';
import type { Described } from '../http/operation.ts';
import { operations } from '../operations/registry.ts';
import { webhookBodySchema, webhookTypes } from '../schemas/answers/articles.ts';
import type { WebhookType } from '../schemas/answers/articles.ts';
import { noticeBodySchema } from '../schemas/answers/notices.ts';
import { noticeTypes } from '../../webhooks/endpoint.ts';
import type { NoticeType } from '../../webhooks/endpoint.ts';
import { storyOperations } from '../stories/operations.ts';
import type { Content, OpenApi } from './model.ts';
import { operationObject } from './operationObject.ts';
import { SchemaWriter } from './schemaWriter.ts';

/** A stage's values, or marks in their place. */
interface ApiSetting {
  readonly publicUrl: string;
  readonly publication: string;
  readonly retentionDays: string;
}

const tagTexts: Record<(typeof tags)[number], string> = {
  Articles: 'Read what was announced, from any time on.',
  Webhooks: 'Hear of each article within seconds.',
  Deliveries: 'See what was sent, and have it sent again.',
  Stories: 'For publishers: give stories of your own, correct them, and take them back. Your key can do nothing else.',
};

/** The API's description, OpenAPI 3.1, from the very schemas that check the requests. */
export function documentOf({ publicUrl, publication, retentionDays }: ApiSetting): OpenApi {
  const writer = new SchemaWriter();
  const all: readonly Described[] = [...operations, ...storyOperations];
  const byPath = Object.entries(Object.groupBy(all, ({ path }) => path));
  const paths = Object.fromEntries(
    byPath.map(([path, own = []]) => [
      path,
      Object.fromEntries(own.map((operation) => [operation.method.toLowerCase(), operationObject(operation, writer)])),
    ]),
  );
  const webhooks = Object.fromEntries([...webhookTypes, ...noticeTypes].map((type) => [type, webhook(type, writer)]));
  return {
    openapi: '3.1.1',
    info: {
      title: `${publication}: partner API`,
      version: '1',
      summary: 'Articles to republish: by webhook within seconds, and by pull to catch up with.',
      description:
        'Articles, their corrections and their withdrawals, for sites that republish them. Articles are kept ' +
        `for ${retentionDays} days after their last change.`,
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    tags: tags.map((name) => ({ name, description: tagTexts[name] })),
    paths,
    webhooks,
    components: {
      schemas: writer.components,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'Your key, which begins with `cvn_`. The operator gives it to you, once.',
        },
        publisherKey: {
          type: 'http',
          scheme: 'bearer',
          description:
            "A publisher's key, which begins with `cvp_`: it writes that publisher's stories, and opens nothing else.",
        },
      },
    },
  };
}

const webhookTexts: Readonly<Record<WebhookType | NoticeType, string>> = {
  'article.published': 'An article is out.',
  'article.updated': 'An article was changed: show this version in place of the one before.',
  'article.withdrawn': 'An article was withdrawn: take it off your site. `reason` says why.',
  'comment.approved': 'A person has approved a comment on an article that you ask for. Only to who asks for comments.',
  'comment.withdrawn': 'A comment was taken back: take it off your site.',
  'endpoint.failing': 'Another webhook of yours has taken nothing for an hour: look at its server.',
  'endpoint.disabled': 'Another webhook of yours was disabled: enable it once its server works, then recover.',
  'webhook.test': 'You asked for a test: the article is made up.',
};

const bodySchemaOf = (type: WebhookType | NoticeType) =>
  type === 'endpoint.failing' || type === 'endpoint.disabled' ? noticeBodySchema(type) : webhookBodySchema(type);

type Example = { readonly data: Readonly<Record<string, unknown>> };
const only = (data: Example['data'], ...names: string[]) => Object.fromEntries(names.map((name) => [name, data[name]]));

/** What the usual example does not show of a type. */
const telling: Readonly<Partial<Record<WebhookType | NoticeType, (data: Example['data']) => Example['data']>>> = {
  'article.updated': (data) => ({ ...data, version: 2, title: 'Rail link reopens, a day late' }),
  'article.withdrawn': (data) => ({
    ...only(data, 'id', 'version', 'title', 'summary', 'url', 'source', 'attribution', 'authors', 'topics', 'language'),
    version: 3,
    reason: 'withdrawn by the publisher',
  }),
  'comment.withdrawn': (data) => ({ id: data['id'], article: only(data['article'] as Example['data'], 'id') }),
};

/** The body of a webhook, with an example as that type has it. */
function bodyContent(type: WebhookType | NoticeType, writer: SchemaWriter): Content {
  const content = writer.content({ 'application/json': bodySchemaOf(type) });
  return Object.fromEntries(
    Object.entries(content).map(([mediaType, { schema, example }]) => {
      const { data, ...head } = example as Example;
      return [mediaType, { schema, example: { ...head, data: telling[type]?.(data) ?? data } }];
    }),
  );
}

function webhook(type: WebhookType | NoticeType, writer: SchemaWriter) {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return {
    post: {
      operationId: type,
      summary: webhookTexts[type],
      description: 'Signed as Standard Webhooks says (https://www.standardwebhooks.com). Answer 2xx within 15 seconds.',
      security: [],
      parameters: [
        header('webhook-id', 'The same whenever this is sent again: drop what you have.'),
        header('webhook-timestamp', 'Seconds since 1970: refuse what is older than five minutes.'),
        header(
          'webhook-signature',
          'Signatures, with spaces between: one of each kind, and of each secret that is valid now.',
        ),
      ],
      requestBody: { required: true, content: bodyContent(type, writer) },
      responses: {
        '2XX': { description: 'It arrived.' },
        410: { description: 'The webhook is disabled at once.' },
        default: { description: 'It comes again later.' },
      },
    },
  };
}
