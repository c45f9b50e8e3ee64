import * as z from 'zod/mini';
import type { Deployment } from '../modules/operations/deployment.ts';

/** What a button asks for. Its words are for who pressed it, where there is more to say than that it was asked for. */
export type Action = (body: unknown, deployment: Deployment, now: Date) => Promise<string | void>;

/** An id as a page sends it. No id of ours is as long as a key of DynamoDB may not be (2,048 bytes). */
export const idSchema = z.string().check(z.maxLength(300));
