import { RemovalPolicy } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Settings } from '../settings/schema.ts';

export interface StageProps {
  readonly stage: string;
  readonly settings: Settings;
}

/** The stage, as every construct knows it. */
export interface StageContext extends StageProps {
  /** Where every alarm goes. */
  readonly alarms: ITopic;
}

/**
 * The removal policy of a stage's data; a first deploy that fails leaves nothing, so that
 * it can be tried again.
 */
export const removalOf = ({ settings }: StageProps): RemovalPolicy =>
  settings.whenRemoved === 'keep' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/**
 * How we name ourselves to those whom we ask and tell, with the page of the edition that says who we are (RFC 9110,
 * 10.1.5).
 */
export const userAgentOf = (publicUrl: string): string => `Caravan/1.0 (+${publicUrl}/about)`;
