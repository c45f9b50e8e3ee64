import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { MailLanguage } from '../../preferences.ts';
import { languageOf } from './language.ts';
import { readForm } from './readForm.ts';

/** What a step is given of a request. */
export interface Request {
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Spoken to whom we do not know. */
  readonly language: MailLanguage;
  readonly now: Date;
  /** @throws Refusal where it is none */
  readonly form: () => Promise<FormData>;
  readonly event: APIGatewayProxyEventV2;
}

export function requestOf(event: APIGatewayProxyEventV2, now: Date): Request {
  const query = new URLSearchParams(event.rawQueryString);
  return {
    query,
    headers: event.headers,
    language: languageOf(query.get('language'), event.headers['accept-language']),
    now,
    form: () => readForm(event),
    event,
  };
}
