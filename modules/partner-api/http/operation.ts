import type * as z from 'zod/mini';
import type { Partner } from '../../webhooks/partner.ts';
import type { ProblemStatus } from '../../../platform/http/problem.ts';
import type { ApiServices } from '../services.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export const tags = ['Articles', 'Webhooks', 'Deliveries'] as const;

/** The input of an operation: checked, and its partner known. */
export interface Input<Path, Query, Body> {
  readonly partner: Partner;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly idempotencyKey: string | undefined;
  readonly now: Date;
}

export interface ApiReply {
  readonly status: number;
  /** JSON, where there is any. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A kind of answer, as the API's description shows it. */
export interface ApiAnswer {
  readonly description: string;
  /** By media type. */
  readonly content?: Readonly<Record<string, z.ZodMiniType>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing that a partner can ask for: routing, checking and the API's description all come from here. */
export interface Operation<Path = unknown, Query = unknown, Body = unknown> {
  readonly id: string;
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly tag: (typeof tags)[number];
  readonly summary: string;
  readonly description: string;
  /** Names that the path has in braces. A value that does not fit is a 404. */
  readonly pathSchema?: z.ZodMiniType<Path>;
  readonly querySchema?: z.ZodMiniType<Query>;
  readonly bodySchema?: z.ZodMiniType<Body>;
  /** The effect of a repeat under the same Idempotency-Key; undefined where the key means nothing. */
  readonly repeat?: string;
  readonly answers: Readonly<Record<number, ApiAnswer>>;
  /** Refusals beyond those that every operation of its kind knows. */
  readonly problems?: Partial<Record<ProblemStatus, string>>;
  run(input: Input<Path, Query, Body>, services: ApiServices): Promise<ApiReply>;
}

/** Lets the schemas type what `run` is given. */
export const operation = <Path = unknown, Query = unknown, Body = unknown>(
  definition: Operation<Path, Query, Body>,
): Operation => definition;

export const json = (description: string, schema: z.ZodMiniType, headers?: Record<string, string>): ApiAnswer => ({
  description,
  content: { 'application/json': schema },
  ...(headers && { headers }),
});
