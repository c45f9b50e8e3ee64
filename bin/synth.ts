import { dirname } from 'node:path';
import { synth } from '../local/synth.ts';

/** The inputs of every CDK app of this repository. */
export const project = {
  root: dirname(import.meta.dirname),
  inputs: ['lib', 'functions', 'modules', 'platform', 'cdk.json', 'package-lock.json'],
};

/** Synthesises Caravan for a stage. @returns the folder of its cloud assembly */
export const synthCaravan = (stage: string): Promise<string> => synth({ ...project, app: 'bin/app.ts', stage });
