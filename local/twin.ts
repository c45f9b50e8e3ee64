import type { EventEmitter } from 'node:events';
import type { CloudWatch } from './cloudwatch/cloudWatch.ts';
import type { TableStorage } from './engines/chosenTables.ts';
import type { QueueDepth } from './engines/messageEngine.ts';
import type { Use } from './gateway/access.ts';
import type { Faults } from './gateway/faults.ts';
import type { Mailbox } from './mail/mail.ts';
import type { MailLimits } from './mail/sendQuota.ts';
import type { Meter } from './meter/meter.ts';
import type { LaggingReads } from './reads/laggingReads.ts';
import type { SimulatedTime } from './simulatedTime.ts';
import type { Losses } from './sources/losses.ts';
import type { Stack } from './template/stack.ts';
import type { TwinEvents } from './twinEvents.ts';

export interface TwinOptions {
  readonly dataDir: string;
  /** `in memory`: for a twin that is not started again on its folder. dynalite works faster so. */
  readonly tables?: TableStorage;
  /** 4000 unless told; 0 for any free port. */
  readonly port?: number;
  /** The folder of a cloud assembly. */
  readonly cdkOut: string;
  /** `manual`: schedules fire through `fire()` only. */
  readonly schedules?: 'running' | 'manual';
  /** Failed messages and invocations are tried again at once, rather than after AWS's times. */
  readonly fastRetries?: boolean;
  /** Time that the caller moves, in place of the machine's own. */
  readonly time?: SimulatedTime;
  /** `false`: a function's first worker starts with its first event. */
  readonly prewarmed?: boolean;
  /** Which calls of the pollers get lost; none unless told. */
  readonly losses?: Losses;
  /** How many workers of a function may run at once, by its logical id; 4 unless the template or this tells. */
  readonly workers?: (functionId: string) => number | undefined;
  /** How many invocations the account may run at once; 1,000 unless told. */
  readonly concurrency?: number;
  /** The account's limits of mail. */
  readonly mail?: MailLimits;
  /** Serves a page about the twin; its address stands in `twin.json`. */
  readonly console?: (twin: Twin) => Promise<{ url: string; stop(): Promise<void> }>;
}

/** A stack that runs on this machine. */
export interface Twin {
  /** The HTTP API. */
  readonly url: string;
  /** The gateway: AWS_ENDPOINT_URL of whoever wants to call, with the access key id `operator`. */
  readonly endpoint: string;
  readonly consoleUrl: string | undefined;
  readonly stack: Stack;
  readonly outputs: Readonly<Record<string, string>>;
  /** The parts of the template that do not run, in words. */
  readonly notRun: readonly string[];
  readonly events: EventEmitter<TwinEvents>;
  readonly meter: Meter;
  readonly cloudWatch: CloudWatch;
  readonly faults: Faults;
  /** Eventually consistent reads, which lag once they are told to. */
  readonly reads: LaggingReads;
  readonly mailbox: Mailbox;
  /** Calls that a function's own policy did not grant. */
  readonly refusals: readonly Use[];
  /** Each different call that a policy did grant. */
  uses(): Promise<readonly Use[]>;
  depth(queueId: string): QueueDepth;
  /** Ends every worker of a function at once, as a crash of their hosts would; the next event starts a new one. */
  killWorkers(functionId: string): Promise<void>;
  /** Puts a function up anew, as a deployment that changes it does: what is being done is done to its end. */
  redeploy(functionId: string): Promise<void>;
  /** Fires a schedule by its logical id, or `all`; ends when the functions have. */
  fire(scheduleId: string): Promise<void>;
  /** Resolves when no message, no record and no invocation is left to work on. */
  idle(timeoutMs?: number): Promise<void>;
  /** Resolves when nothing happens any more unless time passes: messages may be in flight whose worker is dead. */
  quiet(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}
