import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { schemaVersion } from '../metrics/results/summary.ts';
import type { Machine, Manifest } from '../metrics/results/summary.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { AttackPlan, RunRequest } from './engine.ts';

// Above the source, or above what was built of it.
const above = ['../', '../../'].find((place) => existsSync(new URL(`${place}package.json`, import.meta.url)))!;
const packageFile = new URL(`${above}package.json`, import.meta.url);
const lockFile = new URL(`${above}package-lock.json`, import.meta.url);
/** Version of the product. */
export const version = (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }).version;

/** This machine, as results name it. */
export const machine = (): Machine => ({
  node: process.versions.node,
  openssl: process.versions.openssl,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
});

/** The sets of attacks of a plan; each set has runs of its own. */
export const setsOf = (plan: AttackPlan): readonly (readonly Attack[])[] => {
  if (plan.mode === 'none') return [];
  return plan.mode === 'each' ? plan.attacks.map((attack) => [attack]) : [plan.attacks];
};

/** SHA-256 of the lock file of the dependencies; null where the range was installed without one. */
export const lockDigest = (): string | null =>
  existsSync(lockFile) ? createHash('sha256').update(readFileSync(lockFile)).digest('hex') : null;

/** What a manifest tells of a request. */
type ManifestTerms = Pick<
  RunRequest,
  | 'command'
  | 'scenario'
  | 'parameters'
  | 'seed'
  | 'profiles'
  | 'attacks'
  | 'attacker'
  | 'suite'
  | 'world'
  | 'costs'
  | 'trace'
>;

const costsText = ({ world, costs }: ManifestTerms): string => {
  if (world === 'live') return 'measured';
  return costs === null ? 'published tables' : `${costs.file}, SHA-256 ${costs.sha256}`;
};

/** All that is needed to repeat a request. */
export const manifestOf = (request: ManifestTerms, replications: number): Manifest => ({
  schemaVersion,
  product: { name: 'metarange', version },
  command: request.command,
  scenario: request.scenario.name,
  parameters: request.parameters,
  seed: request.seed,
  replications,
  profile: request.profiles.map((profile) => profile.name).join(', '),
  without: [...new Set(request.profiles.flatMap((profile) => profile.without))],
  attacks: setsOf(request.attacks).map((set) => set.map((attack) => attack.id).join('+')),
  ...(request.attacker === null ? {} : { attacker: `${request.attacker.id} ${request.attacker.name}` }),
  suite: request.suite,
  world: request.world,
  costs: costsText(request),
  trace: request.trace === null ? null : { file: request.trace.file, sha256: request.trace.sha256 },
  machine: machine(),
  lockDigest: lockDigest(),
  startedAt: new Date().toISOString(),
});
