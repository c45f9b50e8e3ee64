import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from '../settings/schema.ts';

/** What every construct is told of the stage that it stands in. */
export interface StageContext {
  readonly stage: string;
  readonly settings: Settings;
}

export const removalOf = ({ settings }: StageContext): RemovalPolicy =>
  settings.whenRemoved === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** How we name ourselves to those whom we ask and tell, with where to find us (RFC 9110, 10.1.5). */
export const userAgentOf = ({ settings }: StageContext): string => `Caravan/1.0 (+${settings.contactUrl})`;
