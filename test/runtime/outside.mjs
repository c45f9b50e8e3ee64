import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * Stands in for a module that Node itself loads, once for all test files of a process: with the realm of each test file
 * Jest would compile and evaluate it anew, which was a third of all that the tests cost.
 */
function standIn(source, path, { supportsStaticESM, supportsDynamicImport }) {
  if (!supportsDynamicImport) return source; // it is of Jest itself, which runs outside already
  const outside = `requireOutside(${JSON.stringify(path)})`;
  if (!supportsStaticESM) return `module.exports = ${outside};`;
  const names = namesOf(path);
  if (names === undefined) return source;
  return [
    `const outside = ${outside};`,
    ...names.map((name, index) => `const _${index} = outside[${JSON.stringify(name)}];`),
    `export { ${names.map((name, index) => `_${index} as ${JSON.stringify(name)}`).join(', ')} };`,
  ].join('\n');
}

/**
 * @returns {string[] | undefined} undefined where a module awaits something before it is there: it cannot be required
 */
function namesOf(path) {
  try {
    return Object.keys(load(path)).filter((name) => name !== 'module.exports');
  } catch (error) {
    if (error.code === 'ERR_REQUIRE_ASYNC_MODULE') return undefined;
    throw error;
  }
}

/** @type {import('@jest/transform').SyncTransformer} */
export default {
  getCacheKey: (source, path, options) =>
    createHash('sha256')
      .update(standIn(source, path, options))
      .digest('hex'),
  process: (source, path, options) => ({ code: standIn(source, path, options) }),
};
