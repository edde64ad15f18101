import { controls } from '../../sim/controls/catalogue.ts';
import { controlTable } from '../../sim/controls/profiles.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import { opensslSuite } from '../../sim/crypto/openssl/suite.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { Content, FlipPart, Suite } from '../../sim/framework/crypto.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import { VirtualWorld } from '../../sim/worlds/virtual/world.ts';
import { planOf, profile } from './trial.ts';

/** One class of flipped bits, and who refused. */
export interface FlipClass {
  readonly title: string;
  readonly part: FlipPart;
  readonly expected: readonly ControlId[];
  readonly flips: number;
  /** Refusals by control beyond those of the same run without flips. */
  readonly refusedBy: Readonly<Record<string, number>>;
}

/** Terms of one sort, recognised by what is in them, which leave their maker with a bit flipped now and then. */
interface Damage {
  readonly title: string;
  readonly parts: readonly FlipPart[];
  /** Controls of which one at least must refuse. */
  readonly expected: readonly ControlId[];
  readonly call: 'issue' | 'sign' | 'seal';
  /** One in so many is flipped. */
  readonly every: number;
  /** Parameters of its own, where the harm takes longer to show. */
  readonly set?: readonly string[];
  concerns(content: Content): boolean;
}

const first = (content: Content): unknown => (Array.isArray(content) ? content[0] : undefined);

const damages: readonly Damage[] = [
  {
    title: 'certificate',
    parts: ['header', 'body', 'signature'],
    expected: ['C32', 'C01'],
    call: 'issue',
    every: 5,
    concerns: () => true,
  },
  {
    title: 'signature of a handshake',
    parts: ['signature'],
    expected: ['C32', 'C01'],
    call: 'sign',
    every: 5,
    concerns: (content) => first(content) === 'proof',
  },
  {
    title: 'signature of a token',
    parts: ['signature'],
    expected: ['C13'],
    call: 'sign',
    every: 2,
    concerns: (content) => first(content) === 'token',
  },
  // The list that everybody is born with is good for ten minutes: only then is a newer one missed.
  {
    title: 'signature of a status list',
    parts: ['signature'],
    expected: ['C05', 'C04'],
    call: 'sign',
    every: 1,
    set: ['durationSeconds=680'],
    concerns: (content) => first(content) === 'status',
  },
  {
    title: 'signature of an attestation',
    parts: ['signature'],
    expected: ['C20'],
    call: 'sign',
    every: 2,
    concerns: (content) => first(content) === 'quote',
  },
  // A record is bound to its session and number, an object to its kind and subject, a stored one to the store.
  {
    title: 'record of a channel',
    parts: ['header', 'ciphertext', 'tag'],
    expected: ['C32'],
    call: 'seal',
    every: 40,
    concerns: (bound) => typeof first(bound) === 'number',
  },
  {
    title: 'sealed object',
    parts: ['header', 'ciphertext', 'tag'],
    expected: ['C16'],
    call: 'seal',
    every: 10,
    concerns: (bound) => typeof first(bound) === 'string' && first(bound) !== 'storage',
  },
  {
    title: 'stored record',
    parts: ['header', 'ciphertext', 'tag'],
    expected: ['C30'],
    call: 'seal',
    every: 2,
    concerns: (bound) => first(bound) === 'storage',
  },
];

/** Runs S01 under framework with bytes, once for each class of flipped bits. */
export function byteFlips(): readonly FlipClass[] {
  const usual = refusalsWith(opensslSuite(), []);
  return damages.flatMap((damage) => {
    const honest = damage.set === undefined ? usual : refusalsWith(opensslSuite(), damage.set);
    return damage.parts.map((part): FlipClass => {
      const count = { flips: 0 };
      const after = refusalsWith(damaged(opensslSuite(), damage, part, count), damage.set ?? []);
      const refusedBy: Record<string, number> = {};
      for (const [control, refusals] of after) {
        const more = refusals - (honest.get(control) ?? 0);
        if (more > 0) refusedBy[control] = more;
      }
      return { title: damage.title, part, expected: damage.expected, flips: count.flips, refusedBy };
    });
  });
}

/** A suite whose terms of one sort carry a flipped bit now and then, another bit each time. */
function damaged(suite: Suite, damage: Damage, part: FlipPart, count: { flips: number }): Suite {
  let made = 0;
  const due = (content: Content): boolean => damage.concerns(content) && ++made % damage.every === 0;
  const { call } = damage;
  return {
    ...suite,
    issue: (issuer, request, terms) => {
      const issued = suite.issue(issuer, request, terms);
      return call === 'issue' && due(null) ? suite.flip(issued, part, 7 * count.flips++) : issued;
    },
    sign: (key, content) => {
      const signed = suite.sign(key, content);
      return call === 'sign' && due(content) ? suite.flip(signed, part, 7 * count.flips++) : signed;
    },
    seal: (key, content, bound) => {
      const sealed = suite.seal(key, content, bound);
      return call === 'seal' && due(bound) ? suite.flip(sealed, part, 7 * count.flips++) : sealed;
    },
  };
}

/** Refusals of messages, deeds and openings by control, over a run. */
function refusalsWith(suite: Suite, more: readonly string[]): ReadonlyMap<string, number> {
  const set = [
    'durationSeconds=100',
    'queryEverySeconds=10',
    'statusSeconds=20',
    'staySeconds=30',
    'awaySeconds=5',
    'tokenSeconds=20',
    ...more,
  ];
  const plan = planOf({ set, profile: profile('framework'), seed: 7 });
  const cast = plan.scenario.build(plan.parameters, plan.seed);
  const refused = new Map<string, number>();
  const world = new VirtualWorld({
    cast,
    seed: plan.seed,
    suite,
    controls,
    tables: [controlTable(plan.profile)],
    tableOf: () => 0,
    costs: costTables,
    attacks: [],
    observers: [
      {
        block(facts) {
          for (let row = 0; row < facts.count; row++) {
            const kind = facts.kind[row]!;
            if ((kind !== factNumber.refused && kind !== factNumber['not-opened']) || facts.detail[row] === 0) continue;
            const control = `C${String(facts.detail[row]!).padStart(2, '0')}`;
            refused.set(control, (refused.get(control) ?? 0) + 1);
          }
        },
      },
    ],
  });
  world.run(cast.untilNs);
  world.recorder.digest();
  return refused;
}
