import type { JsonObject } from '../template/json.ts';

/** The data that a worker starts with. */
export interface WorkerSetup {
  /** The unpacked bundle. */
  readonly root: string;
  /** `index.handler` */
  readonly handler: string;
  /** Where time is simulated: what has passed, and how far this host's clock is off. */
  readonly time: { readonly shared: SharedArrayBuffer; readonly skewMs: number } | undefined;
}

export interface InvokeMessage {
  readonly event: unknown;
  readonly requestId: string;
  /** The part of the trace header that tells the chain of requests. */
  readonly lineage: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  /** By the clock of the worker's host. */
  readonly deadline: number;
}

/** An error as Lambda reports it. */
export interface FunctionFault {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack?: string;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly payload: string | undefined }
  | { readonly kind: 'error'; readonly fault: FunctionFault }
  | { readonly kind: 'log'; readonly text: string; readonly stream: 'stdout' | 'stderr' };

/** One line that a function wrote. */
export interface LogLine {
  /** The function's logical id. */
  readonly function: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** The line as JSON, where it is: a structured log, or metrics in the embedded format (`_aws`). */
  readonly json: JsonObject | undefined;
}
