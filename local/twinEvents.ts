import type { AlarmStatus } from './cloudwatch/alarmStatus.ts';
import type { Invocation } from './lambda/lambdaFunction.ts';
import type { LogLine } from './lambda/protocol.ts';
import type { Mail } from './mail/mail.ts';
import type { Notification } from './sources/taps.ts';

/** The events that a twin emits. */
export interface TwinEvents {
  notification: [Notification];
  log: [LogLine];
  invocation: [Invocation];
  /** An alarm of the template changed its state. */
  alarm: [AlarmStatus];
  /** SES took a mail. */
  mail: [Mail];
  /** Something of the twin itself went wrong: `idle()` throws it. */
  failure: [unknown];
}
