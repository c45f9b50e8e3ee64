/** The rules of form that no linter has as they are here: .oxlintrc.json sets their bounds. */

/** Addresses and regular expressions may be long: they cannot be broken. */
const address = /[a-z]:\/\/[^/\s]/;

/** @type {import('oxlint/plugins-dev').Rule} */
const maxLen = {
  meta: { schema: [{ type: 'object', properties: { max: { type: 'integer' } }, required: ['max'] }] },
  create(context) {
    const { max } = context.options[0];
    const unbroken = new Set();
    return {
      Literal(node) {
        if (node.regex) unbroken.add(node.loc.start.line);
      },
      'Program:exit'() {
        for (const [index, text] of context.sourceCode.lines.entries()) {
          const line = index + 1;
          if (text.length <= max || unbroken.has(line) || address.test(text)) continue;
          const loc = { start: { line, column: 0 }, end: { line, column: text.length } };
          context.report({ message: `This line has ${text.length} characters; ${max} are the most.`, loc });
        }
      },
    };
  },
};

/** What `describe` is given is a chapter, which the bound of the file holds. */
const isChapter = (node, text) =>
  node.parent?.type === 'CallExpression' && /\bdescribe\b/.test(text(node.parent.callee));

/** @type {import('oxlint/plugins-dev').Rule} */
const maxLinesPerFunction = {
  meta: { schema: [{ type: 'object', properties: { max: { type: 'integer' } }, required: ['max'] }] },
  create(context) {
    const { max } = context.options[0];
    const text = (node) => context.sourceCode.getText(node);
    const look = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines <= max || isChapter(node, text)) return;
      context.report({ message: `This function has ${lines} lines; ${max} are the most.`, node });
    };
    return { FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look };
  },
};

export default {
  meta: { name: 'caravan' },
  rules: { 'max-len': maxLen, 'max-lines-per-function': maxLinesPerFunction },
};
