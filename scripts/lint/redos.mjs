/** eslint-plugin-redos with recheck in JavaScript: by itself it would look for Java and for a native program. */
process.env.RECHECK_BACKEND = 'pure';
const { default: redos } = await import('eslint-plugin-redos');

export default { ...redos, meta: { name: 'redos' } };
