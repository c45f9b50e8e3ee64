import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from '../settings/schema.ts';

/** What every construct is told of the stage that it stands in. */
export interface StageContext {
  readonly stage: string;
  readonly settings: Settings;
}

export const removalOf = ({ settings }: StageContext): RemovalPolicy =>
  settings.whenRemoved === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
