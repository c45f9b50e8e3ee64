import type { Deployment } from '../modules/operations/deployment.ts';
import type { Output } from './output.ts';

/** Runs a command's work against the deployment that the options name. */
export type Run = (work: (deployment: Deployment, output: Output) => Promise<void>) => Promise<void>;

/** Runs what needs no deployment: it gets the stage that the options name, if they name one. */
export type RunWithStage = (work: (stage: string | undefined, output: Output) => Promise<void>) => Promise<void>;
