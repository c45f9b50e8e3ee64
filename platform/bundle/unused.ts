/**
 * Stands in for what libraries require and Caravan never calls: xml2js's writer (xmlbuilder), sanitize-html's parser of
 * style attributes (postcss), which the allow-list drops unread, launder's dates (dayjs), htmlparser2's tools for trees
 * (domutils), as only its stream is used, and linkedom's parser of style sheets (cssomnom).
 */
const leftOut = (): never => {
  throw new Error('This part of a library was left out of the bundle: see platform/bundle/unused.ts.');
};
export { leftOut as parse, leftOut as getFeed };
