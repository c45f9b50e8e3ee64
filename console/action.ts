import type { Deployment } from '../modules/operations/deployment.ts';

/** What a button asks for. Its words are for who pressed it, where there is more to say than that it was asked for. */
export type Action = (body: unknown, deployment: Deployment, now: Date) => Promise<string | void>;
