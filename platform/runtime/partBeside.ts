/**
 * Where a part of a function's code is, which is loaded when it is first needed (`parts` of its construct): a file of
 * its own beside the handler's bundle, and in the project the neighbour of whoever loads it.
 * @param importer the `import.meta.url` of who loads it
 */
export const partBeside = (importer: string, name: string): string =>
  new URL(`./${name}.${importer.endsWith('.ts') ? 'ts' : 'mjs'}`, importer).href;
