/** What feedsmith writes: a part of the code of serve and deliver (`generatorsWhenAsked.ts`). */
export { generateAtomFeed, generateJsonFeed, generateOpml, generateRssFeed } from 'feedsmith';
