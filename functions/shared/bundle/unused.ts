/**
 * Stands in for what a library requires and Caravan never calls: xml2js's writer (xmlbuilder), and sanitize-html's
 * parser of style attributes (postcss), which the allow-list drops unread.
 */
export const parse = (): never => {
  throw new Error('This part of a library was left out of the bundle: see functions/shared/bundle/unused.ts.');
};
