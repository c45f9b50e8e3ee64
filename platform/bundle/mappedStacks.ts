import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload, SourceOrigin } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Stands in for Node's --enable-source-maps, which reads each letter of a bundle and its whole map whenever it is
 * loaded: a seventh of a cold start. Here the map is read at the first stack that somebody looks at.
 */
const bundle = import.meta.url;
let read: SourceMap | undefined;

/** Where something stands in this repository; counts lines and columns from one. */
function origin(line: number | null, column: number | null): Partial<SourceOrigin> {
  const json = () => JSON.parse(readFileSync(fileURLToPath(`${bundle}.map`), 'utf8')) as SourceMapPayload;
  read ??= new SourceMap(json());
  return read.findOrigin(line ?? 0, column ?? 0);
}

/**
 * A stack's line with the function, file and line of this repository; as V8 has it, where the map does not know.
 * @param caller calls this one, by the name that it had before the bundle was made
 */
function line(site: NodeJS.CallSite, caller?: NodeJS.CallSite): string {
  // oxlint-disable-next-line typescript/no-base-to-string -- V8 writes the whole line
  const asItIs = String(site);
  if (site.getFileName() !== bundle) return asItIs;
  try {
    const { fileName, lineNumber, columnNumber } = origin(site.getLineNumber(), site.getColumnNumber());
    if (fileName === undefined) return asItIs;
    const declared = origin(site.getEnclosingLineNumber(), site.getEnclosingColumnNumber()).name;
    const called =
      caller?.getFileName() === bundle ? origin(caller.getLineNumber(), caller.getColumnNumber()).name : undefined;
    const name = declared ?? called ?? site.getFunctionName() ?? '<anonymous>';
    const file = fileURLToPath(new URL(fileName, bundle));
    return `${site.isAsync() ? 'async ' : ''}${name} (${file}:${lineNumber}:${columnNumber})`;
  } catch {
    return asItIs; // without its map, an error still has its stack
  }
}

Error.prepareStackTrace = (error, sites) =>
  [String(error), ...sites.map((site, index) => line(site, sites[index + 1]))].join('\n    at ');
