/**
 * Stands in for node:http: an import of that makes Node read each of its names, some of which load Node's own undici, 50
 * ms of processor time.
 */
export const { Agent, request, STATUS_CODES } = process.getBuiltinModule('node:http');
