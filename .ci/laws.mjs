// @ts-check
/**
 * The laws of the architecture, for dependency-cruiser: which folder may know which. Types count as knowing. `comment` is what
 * the reader is told: the law and what to do instead.
 *
 *   cli            dashboards (results only)
 *     |
 *   scenarios      the only place where instances meet
 *     |
 *   attacks  metrics  sim/components  sim/controls  sim/crypto  sim/worlds     none knows another's instances
 *     +---------------------------+
 *   sim/framework                 contracts
 *   sim/kernel                    no word of the domain
 */

const code = '^(sim|scenarios|attacks|metrics|dashboards|cli)/';
const judges = '\\.(test|bench)\\.ts$|/testing/';
const outside = '^(sim/worlds/live|cli/|.*/server[-.]|.*/servers/)';
const builtin = { dependencyTypes: ['core'] };

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'No cycles: move what both need into a file below both.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment:
      'An import that leads nowhere: correct the path (with its .ts ending) or add the package, by exact version.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'kernel-stands-alone',
    comment: 'sim/kernel knows no word of the domain: hand in a value or a function from above.',
    severity: 'error',
    from: { path: '^sim/kernel/' },
    to: { path: code, pathNot: '^sim/kernel/' },
  },
  {
    name: 'framework-knows-only-kernel',
    comment: 'sim/framework holds contracts: declare here what you need and let the instance implement it.',
    severity: 'error',
    from: { path: '^sim/framework/', pathNot: judges },
    to: { path: code, pathNot: '^sim/(framework|kernel)/' },
  },
  {
    name: 'sim-looks-down',
    comment:
      'sim never imports attacks, metrics, scenarios, dashboards or cli: put the contract into sim/framework, meet in a scenario.',
    severity: 'error',
    from: { path: '^sim/' },
    to: { path: '^(attacks|metrics|scenarios|dashboards|cli)/' },
  },
  {
    name: 'sim-folders-are-strangers',
    comment:
      "Components, controls, crypto and worlds do not know each other's instances: use the contract in sim/framework.",
    severity: 'error',
    from: { path: '^sim/([^/]+)/', pathNot: `^sim/(kernel|framework)/|${judges}` },
    to: { path: '^sim/', pathNot: '^sim/(kernel|framework|$1)/' },
  },
  {
    name: 'worlds-are-strangers',
    comment:
      'Neither world knows the other, and what both share knows neither: move what both need to sim/worlds/shared.',
    severity: 'error',
    from: { path: '^sim/worlds/(live|virtual|shared)/', pathNot: judges },
    to: { path: '^sim/worlds/(live|virtual)/', pathNot: ['^sim/worlds/$1/', judges] },
  },
  {
    name: 'attacks-know-contracts-only',
    comment:
      'Attacks know no components, no controls, no truth: they act through their position, as sim/framework declares it.',
    severity: 'error',
    from: { path: '^attacks/', pathNot: judges },
    to: { path: code, pathNot: '^(attacks|sim/framework|sim/kernel)/' },
  },
  {
    name: 'metrics-know-contracts-only',
    comment: 'Metrics fold over facts and violations: read them as sim/framework declares them.',
    severity: 'error',
    from: { path: '^metrics/', pathNot: judges },
    to: { path: code, pathNot: '^(metrics|sim/framework|sim/kernel)/' },
  },
  {
    name: 'truth-is-apart',
    comment: "The oracle is read by metrics, scenarios, dashboards' results and the command only.",
    severity: 'error',
    from: { path: '^(sim|attacks)/' },
    to: { path: '^metrics/oracle' },
  },
  {
    name: 'scenarios-look-down',
    comment: 'A scenario is a value: the command runs it and a dashboard shows its results; it knows neither.',
    severity: 'error',
    from: { path: '^scenarios/', pathNot: judges },
    to: { path: '^(cli|dashboards)/' },
  },
  {
    name: 'dashboards-read-results',
    comment: 'Dashboards import no model code: read what a run wrote, with the types in metrics/results.',
    severity: 'error',
    from: { path: '^dashboards/', pathNot: judges },
    to: { path: '^(sim|attacks|metrics|scenarios|cli)/', pathNot: '^metrics/results(/|\\.ts$)' },
  },
  {
    name: 'suites-are-strangers',
    comment: 'The two suites share the contract in sim/framework and the tables beside them, never each other.',
    severity: 'error',
    from: { path: '^sim/crypto/(openssl|symbolic)[/.]', pathNot: judges },
    to: { path: '^sim/crypto/(openssl|symbolic)[/.]', pathNot: '^sim/crypto/$1[/.]' },
  },
  {
    name: 'only-the-edge-touches-the-machine',
    comment:
      'Only sim/worlds/live*, cli/ and servers touch clocks, timers, sockets and files: take the value as a parameter.',
    severity: 'error',
    from: { path: code, pathNot: `${outside}|${judges}` },
    to: { ...builtin, pathNot: '^(crypto|perf_hooks|buffer|assert|util|zlib)$' },
  },
  {
    name: 'tests-are-not-imported',
    comment: 'Nothing imports a test or a bench: move what both need into a file of its own.',
    severity: 'error',
    from: {},
    to: { path: '\\.(test|bench)\\.ts$' },
  },
  {
    name: 'product-needs-no-development-package',
    comment: 'What the built command imports must be a dependency, not a development dependency.',
    severity: 'error',
    from: { path: code, pathNot: judges },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|results|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
