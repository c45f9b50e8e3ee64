/** Stands in for node:util, whose import reads each of its names, as that of node:http does. */
export const { isDeepStrictEqual } = process.getBuiltinModule('node:util');
