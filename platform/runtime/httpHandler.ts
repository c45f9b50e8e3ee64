import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { refusedOutsideEdge } from '../http/edge.ts';
import { Problem, problemResponse } from '../http/problem.ts';
import type { EnvSpec } from './env.ts';
import { lambda } from './lambda.ts';
import type { BuildServices, Invocation, PreparedContext } from './lambda.ts';

type Answer = APIGatewayProxyStructuredResultV2;

interface HttpContext<Services, About> extends PreparedContext<Services> {
  /** Facts of the request for logs and metrics; undefined where it was turned away before anybody looked at it. */
  about?: Partial<About>;
}
type HttpMiddleware<Services, About> = MiddlewareObj<
  APIGatewayProxyEventV2,
  Answer,
  Error,
  HttpContext<Services, About>
>;

export interface HttpWork<Services, About> {
  /**
   * Answers one request.
   * @param about filled in as the request is understood, for `report`
   * @throws Problem for what is wrong with the request
   */
  readonly answer: (
    event: APIGatewayProxyEventV2,
    services: Services & Invocation,
    about: Partial<About>,
  ) => Promise<Answer>;
  /** Makes an answer of a problem; RFC 9457 where it is left out. */
  readonly refuse?: (problem: Problem, event: APIGatewayProxyEventV2, services: Services) => Answer;
  /** Stand in every answer that does not say otherwise, problems included. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Says in logs and metrics how a request was answered.
   * @param about undefined where it did not come by CloudFront, and was turned away
   */
  readonly report?: (status: number, about: Partial<About> | undefined, services: Services & Invocation) => void;
}

/**
 * A handler of an HTTP API (payload version 2). It turns away whoever goes past CloudFront, answers problems, adds
 * headers, and sends no body to HEAD (RFC 9110, section 9.3.2). Errors that are no problems are Lambda's to log: API
 * Gateway answers 500.
 */
export const httpHandler = <Name extends string, Services extends object, About extends object>(
  env: EnvSpec<Name | 'EDGE_SECRET'>,
  build: BuildServices<Name | 'EDGE_SECRET', Services>,
  { answer, refuse = (problem) => problemResponse(problem), headers = {}, report }: HttpWork<Services, About>,
) =>
  lambda<APIGatewayProxyEventV2, Answer, Name | 'EDGE_SECRET', Services>(env, build)
    // The middleware that is registered last sees an answer first.
    .use(reporting(report))
    .use(noBodyToHead())
    .use(edgeOnly(() => env.read().EDGE_SECRET))
    .use(defaultHeaders(headers))
    .use(problems(refuse))
    .handler((event, context: HttpContext<Services, About>) => answer(event, context.services, (context.about = {})));

/** Runs on an answer, also where it was made of an error. */
const onAnswer = <Services, About>(
  run: (answer: Answer, event: APIGatewayProxyEventV2, context: HttpContext<Services, About>) => void,
): HttpMiddleware<Services, About> => {
  const see: NonNullable<HttpMiddleware<Services, About>['after']> = ({ response, event, context }) => {
    if (response) run(response, event, context);
  };
  return { after: see, onError: see };
};

const reporting = <Services, About>(report: HttpWork<Services, About>['report']) =>
  onAnswer<Services, About>(({ statusCode = 200 }, _event, { about, services }) =>
    report?.(statusCode, about, services),
  );

const noBodyToHead = () =>
  onAnswer((answer, event) => {
    if (event.requestContext.http.method !== 'HEAD') return;
    delete answer.body;
    delete answer.isBase64Encoded;
  });

const defaultHeaders = (headers: Readonly<Record<string, string>>) =>
  onAnswer((answer) => {
    answer.headers = { ...headers, ...answer.headers };
  });

const problems = <Services, About>(
  refuse: NonNullable<HttpWork<Services, About>['refuse']>,
): HttpMiddleware<Services, About> => ({
  onError: (request) => {
    const { error, event, context } = request;
    if (error instanceof Problem) request.response = refuse(error, event, context.services);
  },
});

class PastTheEdge extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('The request did not come by CloudFront.');
    this.answer = answer;
  }
}

/** @param secret that CloudFront adds to what it passes on */
const edgeOnly = <Services, About>(secret: () => string): HttpMiddleware<Services, About> => ({
  before: ({ event }) => {
    const refused = refusedOutsideEdge(event, secret());
    if (refused) throw new PastTheEdge(refused);
  },
  onError: (request) => {
    if (request.error instanceof PastTheEdge) request.response = request.error.answer;
  },
});
