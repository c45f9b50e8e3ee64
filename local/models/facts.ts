import { readFileSync } from 'node:fs';

/** A member of a structure: its shape, where in an HTTP request it stands, and under which name. */
export interface Member {
  readonly shape: string;
  readonly in?: 'uri' | 'querystring' | 'header' | 'headers';
  readonly as?: string;
}

/**
 * The rules that AWS's model has for a value. Lengths are in characters, of blobs in bytes, of lists and maps in
 * entries.
 */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'blob'
    | 'timestamp';
  readonly members?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface Operation {
  readonly input?: string;
  readonly method: string;
  /** A template such as `/v2/email/suppression/addresses/{EmailAddress}`. */
  readonly path: string;
}

export interface Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** AWS's own models of the input of some operations. `scripts/awsModels.ts` writes them from botocore's. */
export interface Facts {
  /** Where the facts are from, and under which licence. */
  readonly source: string;
  /** By the signing name of the service: `dynamodb`, `ses` … */
  readonly services: Readonly<Record<string, Service>>;
}

const read = (name: string): Facts => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Facts;

/** The operations that functions, command line and tests call. */
export const callFacts: Facts = read('calls.json');
