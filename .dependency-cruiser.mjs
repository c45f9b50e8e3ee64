/**
 * Imports go one way: functions → modules → platform. Between modules only what stands here; no circle, types included.
 * A module that needs a row of this table changed needs a sentence in its README, too.
 */
const mayImport = {
  articles: [],
  locales: [],
  mail: [],
  'feed-reading': ['articles'],
  'full-text': ['feed-reading'],
  editors: ['articles', 'feed-reading', 'search'],
  sources: ['articles', 'editors', 'feed-reading', 'full-text'],
  'feed-writing': ['articles'],
  search: ['articles'],
  webhooks: ['articles', 'comments', 'feed-writing', 'mail'],
  websub: ['articles', 'feed-writing', 'sources', 'webhooks'],
  weather: ['locales'],
  'reader-pages': ['locales'],
  subscribers: ['articles', 'locales', 'mail', 'reader-pages'],
  digests: ['articles', 'locales', 'mail', 'reader-pages', 'subscribers'],
  comments: ['articles', 'feed-writing', 'locales', 'mail', 'reader-pages'],
  edition: ['articles', 'comments', 'feed-writing', 'locales', 'search', 'sources', 'weather'],
  announcing: ['articles', 'comments'],
  'partner-api': ['articles', 'comments', 'editors', 'feed-reading', 'sources', 'webhooks'],
  'partner-portal': ['partner-api', 'webhooks'],
  operations: [
    'articles',
    'comments',
    'digests',
    'editors',
    'feed-reading',
    'feed-writing',
    'mail',
    'search',
    'sources',
    'subscribers',
    'weather',
    'webhooks',
    'websub',
  ],
};

const between = Object.entries(mayImport).map(([module, others]) => ({
  name: `module-${module}`,
  severity: 'error',
  comment: `modules/${module} may import ${['platform', ...others].join(', ')}.`,
  from: { path: `^modules/${module}/` },
  to: { path: '^modules/', pathNot: `^modules/(${[module, ...others].join('|')})/` },
}));

const forbid = (name, from, to, comment, more = {}) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to, ...more },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'A circle of types becomes one of values with one edit.',
      from: {},
      to: { circular: true },
    },
    forbid(
      'platform-knows-nothing',
      '^platform/',
      '^(modules|functions|lib|cli|console|sample|local|pricing)/',
      'platform/ knows nothing of Caravan.',
    ),
    forbid(
      'modules-are-below',
      '^modules/',
      '^(functions|cli|console|sample|bin)/',
      'modules/ are below entry points.',
    ),
    forbid(
      'only-operations-looks-around',
      '^modules/(?!operations/)',
      '^(lib|local|pricing)/',
      'Only modules/operations/ knows stages, the twin and prices.',
    ),
    forbid('functions-are-apart', '^functions/([^/]+)/', '^functions/', 'Functions never import each other.', {
      pathNot: '^functions/$1/',
    }),
    forbid(
      'the-twin-knows-nothing',
      '^local/',
      '^(functions|modules|platform|cli|console|sample|lib|bin)/',
      'The twin runs any CDK app.',
    ),
    forbid(
      'the-command-line-is-on-top',
      '^(console|local|lib)/',
      '^cli/',
      'What two of them need is in modules/operations/.',
    ),
    forbid(
      'constructs-take-names',
      '^(lib|bin)/',
      '^(modules|functions|platform)/',
      'lib/ takes names of variables, events, promises and headers, and what settings a module has.',
      {
        pathNot:
          '^(functions/[^/]+/env|modules/([^/]+/settings|locales/languages)|platform/(runtime/(env|promises)|http/edge))\\.ts$',
      },
    ),
    ...between,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
