/** The environment of one function: declared once, set by its construct and read by its handler. */
export interface EnvSpec<Name extends string> {
  readonly names: readonly Name[];
  /** Reads all names; throws one error that lists everything that is missing. */
  read(source?: Record<string, string | undefined>): Record<Name, string>;
}

export type EnvOf<Spec> = Spec extends EnvSpec<infer Name> ? Record<Name, string> : never;

export function defineEnv<const Name extends string>(...names: Name[]): EnvSpec<Name> {
  return {
    names,
    read(source = process.env) {
      const missing = names.filter((name) => !source[name]);
      if (missing.length > 0)
        throw new Error(`Environment lacks ${missing.join(', ')}: set it in the function's construct.`);
      return Object.fromEntries(names.map((name) => [name, source[name]])) as Record<Name, string>;
    },
  };
}
