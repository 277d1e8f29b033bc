/** Import rules of ARCHITECTURE.md. Tests may import whatever they need to drive the parts. */
const TEST = '[.]test[.]tsx?$|(^|/)testing/';

/** What each folder of `shared/` may import besides itself. */
const SHARED = {
  tree: [],
  codec: ['tree'],
  proof: ['tree'],
  mirror: ['tree', 'codec', 'proof'],
  protocol: ['crypto'],
  api: ['protocol', 'crypto'],
  link: ['protocol', 'crypto'],
  crypto: [],
  views: [],
};

/** Parts that ship, and the top-level folders each may import. */
const PARTS = {
  shared: ['shared'],
  snippet: ['snippet', 'shared'],
  extension: ['extension', 'shared'],
  admin: ['admin', 'shared'],
  party: ['party', 'shared'],
};

const partRules = Object.entries(PARTS).map(([part, allowed]) => ({
  name: `${part}-imports-only-${allowed.join('-and-')}`,
  severity: 'error',
  from: { path: `^${part}/`, pathNot: TEST },
  to: { path: '^[a-z]', pathNot: [`^(${allowed.join('|')})/`, '^node_modules/'], dependencyTypesNot: ['core'] },
}));

const sharedRules = Object.entries(SHARED).map(([folder, allowed]) => ({
  name: `shared-${folder}-stands-on-${allowed.join('-and-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^shared/${folder}/`, pathNot: TEST },
  to: { path: '^shared/', pathNot: [`^shared/(${[folder, ...allowed].join('|')})/`, '^shared/stop[.]ts$'] },
}));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...partRules,
    ...sharedRules,
    {
      name: 'no-node-modules-of-node-in-browser-code',
      comment: 'shared, snippet, extension and admin run in browsers',
      severity: 'error',
      from: { path: '^(shared|snippet|extension|admin)/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'what-ships-stands-on-dependencies',
      comment: 'devDependencies are for building and proving',
      severity: 'error',
      from: {
        path: '^(shared|snippet|extension|party|admin)/',
        pathNot: `${TEST}|^party/(dev|bundle-party)[.]ts$`,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist|[.]plasmo|[.]partykit)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
