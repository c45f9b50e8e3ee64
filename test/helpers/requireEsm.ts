/**
 * sanitize-html (CommonJS) requires htmlparser2 (ESM). Jest refuses that while the same module is being linked for an
 * `import` of ours ("Cannot require() ES Module in a cycle"); Node does not. Evaluated beforehand, it is there for
 * both.
 */
import 'entities';
import 'htmlparser2';
