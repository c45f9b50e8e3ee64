import type { AlarmState } from './alarmRule.ts';

export interface AlarmStatus {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly state: AlarmState;
  /** When the state became what it is, in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly tells: boolean;
  /** Whether anything in the twin makes the metrics that it watches: nothing here makes SES's reputation or a bill. */
  readonly measured: boolean;
}
