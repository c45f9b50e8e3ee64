import type { JsonObject } from '../../local/template/json.ts';

/** A kind of resource that ministack cannot make, and that is left out of what is deployed on it. */
export interface LeftOut {
  readonly type: string;
  /** Which of the type; all unless told. */
  readonly which?: (properties: JsonObject) => boolean;
  readonly why: string;
  /** What ministack says when it is asked to make one. */
  readonly refusal: RegExp;
}

/** As short as it can be: the run fails where ministack has learnt to make one of them. */
export const leftOut: readonly LeftOut[] = [
  {
    type: 'AWS::Budgets::Budget',
    why: 'it has the API of budgets, and no such type in its CloudFormation',
    refusal: /Unrecognized resource types/,
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    which: ({ Metrics: metrics }) => metrics !== undefined,
    why: 'it refuses alarms on metric math',
    refusal: /metric math\) is not supported/,
  },
];

/**
 * What every function is told otherwise: the publisher and the partner of this run are on this machine, which a stage's
 * functions may not reach.
 */
export const changedVariables: Readonly<Record<string, string>> = { ALLOW_LOOPBACK: 'true' };
