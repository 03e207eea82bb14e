import { readFileSync, readdirSync, existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The walls of ARCHITECTURE.md, as rules for imports. `comment` names the right door. Type imports count, except where
 * a rule leaves them out. `tests/walls.test.ts` shows that each rule finds what it forbids.
 */
const ROOT = import.meta.dirname
const read = (...parts) => readFileSync(path.join(ROOT, ...parts), 'utf8')

/** The floors from the bottom up, and the domains of each, as the manifests say. */
const FLOORS = read('admin-api/src/domain.ts')
  .match(/FLOORS = \[([^\]]+)\]/)[1]
  .match(/\w+/g)
export const floorOf = Object.fromEntries(
  readdirSync(path.join(ROOT, 'admin-api/src'))
    .filter((folder) => existsSync(path.join(ROOT, 'admin-api/src', folder, 'domain.ts')))
    .map((folder) => [folder, read('admin-api/src', folder, 'domain.ts').match(/floor: '(\w+)'/)[1]]),
)
const domains = Object.keys(floorOf)
const among = (names) => `(${names.join('|')})`
const ANY_DOMAIN = among(domains)
const GROUND = domains.filter((name) => floorOf[name] === FLOORS[0])

const TEST = String.raw`\.test\.tsx?$`
/** A package of npm, whether it is found or not. */
const npm = (names) => `(^|node_modules/)${among(names)}(/|$)`
const NO_TYPES = { dependencyTypesNot: ['type-only'] }
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** In the folder of a package that has one folder a domain: no floor calls its own or a higher one. */
const floors = (name, root, exceptions) =>
  FLOORS.map((floor, height) => {
    const here = domains.filter((one) => floorOf[one] === floor)
    const closed = domains.filter(
      (one) => FLOORS.indexOf(floorOf[one]) >= height && !(height === 0 && GROUND.includes(one)),
    )
    return forbid(
      `${name}-${floor}`,
      'A domain calls the floors below it. Sideways and upward it asks through its manifest: `asks` and `answers`, removal guards, kind hooks, outboxes.',
      { path: `^${root}/${among(here)}/`, pathNot: [TEST, ...exceptions] },
      { path: `^${root}/${among(closed)}/`, pathNot: `^${root}/$1/`, ...NO_TYPES },
    )
  })

const api = [
  ...floors('api-floor', 'admin-api/src', []),
  forbid(
    'api-own-records',
    'Models and routes belong to their domain: call a verb of it. schedule and feeds were split off booking and work on its records.',
    { path: `^admin-api/src/${ANY_DOMAIN}/`, pathNot: [TEST, '^admin-api/src/(schedule|feeds)/'] },
    { path: `^admin-api/src/${ANY_DOMAIN}/(model|routes)[.]ts$`, pathNot: '^admin-api/src/$1/', ...NO_TYPES },
  ),
  forbid(
    'api-own-records-of-schedule-and-feeds',
    'Of the models of others, schedule and feeds know that of booking alone.',
    { path: '^admin-api/src/(schedule|feeds)/', pathNot: TEST },
    {
      path: `^admin-api/src/${ANY_DOMAIN}/(model|routes)[.]ts$`,
      pathNot: ['^admin-api/src/$1/', '^admin-api/src/booking/model[.]ts$'],
      ...NO_TYPES,
    },
  ),
  forbid(
    'api-booking-records',
    'Only the parts of booking and its kinds know its records, by type either. Ask a verb of booking.',
    {
      path: `^admin-api/src/${ANY_DOMAIN}/`,
      pathNot: [
        TEST,
        `^admin-api/src/${among(['booking', ...domains.filter((one) => ['calendar', 'kinds'].includes(floorOf[one]))])}/`,
      ],
    },
    { path: '^admin-api/src/booking/model[.]ts$' },
  ),
  forbid(
    'api-no-koa',
    'Verbs do not know HTTP: a route hands them input, actor and clock. The door to Koa is http/handle.ts.',
    { path: `^admin-api/src/${ANY_DOMAIN}/`, pathNot: TEST },
    { path: npm(['koa', '@koa/router']) },
  ),
  forbid(
    'api-http-below',
    'http/ serves every domain and knows none.',
    { path: '^admin-api/src/http/', pathNot: TEST },
    { path: `^admin-api/src/${ANY_DOMAIN}/`, ...NO_TYPES },
  ),
  forbid(
    'api-test-code',
    'Code that runs does not import what stands in for it in tests.',
    { path: '^admin-api/src/', pathNot: [TEST, '^admin-api/src/testing/'] },
    { path: '^admin-api/src/testing/' },
  ),
  forbid(
    'api-demo',
    'The demo community is started by main.ts alone.',
    {
      path: '^admin-api/src/',
      pathNot: ['^admin-api/src/(demo/|main[.]ts$)', TEST],
    },
    { path: '^admin-api/src/demo/' },
  ),
  forbid('api-zod', 'zod has one door: @yike/shared/zod.', { path: '^admin-api/src/' }, { path: npm(['zod']) }),
]

const shared = [
  // The details of the kinds in a booking are joined there.
  ...floors('shared-floor', 'shared/src', ['^shared/src/booking/details[.]ts$']),
  forbid(
    'shared-below-domains',
    'time and geo serve every domain and know none.',
    { path: '^shared/src/(time|geo)/', pathNot: TEST },
    { path: `^shared/src/${ANY_DOMAIN}/`, ...NO_TYPES },
  ),
  forbid(
    'shared-alone',
    'shared runs everywhere: it knows no server, no screen, no Node and no other package.',
    { path: '^shared/src/', pathNot: TEST },
    {
      path: [
        npm(['koa', 'mongoose', 'react', 'react-dom', 'antd', '@tarojs/[^/]+']),
        '^(minidb|admin-api|miniapp|admin-web|tests|scripts|bench)/',
      ],
    },
  ),
  forbid(
    'shared-no-node',
    'shared runs on phones: it has no Node.',
    { path: '^shared/src/', pathNot: TEST },
    { dependencyTypes: ['core'] },
  ),
  forbid(
    'shared-zod',
    'zod has one door: ./zod, which turns off what WeChat forbids.',
    { path: '^shared/src/', pathNot: [TEST, '^shared/src/zod[.]ts$'] },
    { path: npm(['zod']), ...NO_TYPES },
  ),
]

const client = (name) => {
  const root = `${name}/src`
  return [
    forbid(
      `${name}-own-folder`,
      'A page imports its own folder, kit/ and lib/. What two domains share stands in lib/ (it knows the API) or kit/ (it only draws).',
      { path: `^${root}/([^/]+)/`, pathNot: [TEST, `^${root}/(kit|lib)/`] },
      { path: `^${root}/[^/]+/`, pathNot: [`^${root}/$1/`, `^${root}/(kit|lib)/`] },
    ),
    forbid(
      `${name}-kit`,
      'The kit draws: it knows no lib and no domain. Give it what it shows as props.',
      { path: `^${root}/kit/` },
      {
        path: `^${root}/`,
        pathNot: `^${root}/kit/`,
      },
    ),
    forbid(
      `${name}-lib`,
      'lib serves every domain and knows none.',
      { path: `^${root}/lib/` },
      {
        path: `^${root}/[^/]+/`,
        pathNot: `^${root}/(kit|lib)/`,
      },
    ),
    forbid(
      `${name}-no-zod`,
      'zod costs a page 91 KB or more: schemas are types on this side. A form checks with the rules of its domain.',
      { path: `^${root}/`, pathNot: TEST },
      { path: [npm(['zod']), '^shared/src/zod[.]ts$', '^shared/src/.*schemas[.]ts$'], ...NO_TYPES },
    ),
    forbid(
      `${name}-over-http`,
      'A client speaks to the server over HTTP only, through lib.',
      { path: `^${root}/` },
      { path: ['^(admin-api|minidb|scripts|tests|bench)/', `^${name === 'miniapp' ? 'admin-web' : 'miniapp'}/`] },
    ),
  ]
}

const minidb = [
  forbid(
    'minidb-alone',
    'minidb knows nothing of ours.',
    { path: '^minidb/src/' },
    { path: '^(shared|admin-api|miniapp|admin-web|tests|scripts|bench)/' },
  ),
  forbid(
    'minidb-query',
    'A query knows neither store, commands nor wire.',
    { path: '^minidb/src/query/', pathNot: TEST },
    {
      path: '^minidb/src/(store|commands|wire|server|worker)',
    },
  ),
  forbid(
    'minidb-store',
    'The store knows neither commands nor wire.',
    { path: '^minidb/src/store/', pathNot: TEST },
    {
      path: '^minidb/src/(commands|wire|server|worker)',
    },
  ),
  forbid(
    'minidb-commands',
    'A command knows the wire by type only.',
    { path: '^minidb/src/commands/', pathNot: TEST },
    { path: '^minidb/src/(wire|server|worker)', ...NO_TYPES },
  ),
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-circle',
      'Files that import each other are read together or not at all: move what both need below them.',
      {},
      { circular: true },
    ),
    forbid('found', 'It is not found. `@/` is miniapp/src.', {}, { couldNotResolve: true }),
    forbid(
      'product-alone',
      'What ships imports neither tests, benches nor scripts.',
      { path: '^(shared|minidb|admin-api|miniapp|admin-web)/src/', pathNot: TEST },
      { path: '^(tests|bench|scripts)/' },
    ),
    ...shared,
    ...minidb,
    ...api,
    ...client('miniapp'),
    ...client('admin-web'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // bench/strapi-app runs beside a Strapi of its own.
    exclude: { path: '(^|/)dist/|^bench/strapi-app/' },
    // Only for `@/` of the mini-program: the tool takes one file, and reads its paths from the root.
    tsConfig: { fileName: 'tsconfig.walls.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
