import type { Stage } from '../../sim/framework/attack.ts';
import type { Cast, CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { ledgerOf } from '../kit/settlement.ts';
import type { Settlement } from '../kit/settlement.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import { emptyStage } from '../kit/stage.ts';
import { accountsOf, leakOf } from './accounts.ts';
import type { PlazaAccounts } from './accounts.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { worksOf } from './library.ts';
import { parameters, sizes } from './parameters.ts';
import type { PlazaParameters } from './parameters.ts';
import { castPlaza } from './plaza-cast.ts';
import { seatPlaza } from './plaza-seats.ts';
import type { PlazaSeats } from './plaza-seats.ts';
import { householdOf } from './policy.ts';
import { societyOf } from './society.ts';
import type { Society } from './society.ts';

const drawing = `
 child, teen,  ─RP-A enter, visit, say──▶ avatar agents ─RP-M─▶ plaza (entity agent) ─RP-M speech─▶ avatar agents of those who
 adult                                         │   ▲              ▲  │                              hear it ─RP-A─▶ them
 guardian      ─RP-A contactConsent, lookup────┘   │              │  │ RP-M speech
                                                   │ RP-M speech, │  ▼
                                                   └───────────── │ AI characters ─RP-M speech, tool─▶ plaza
 avatar agents ◀─RP-X travel, vouch─▶ avatar agents of other plazas, each with a plaza of its own; guests ─RP-A arrive─▶ them
 with authorities=two: a second identity storage for the other plazas ◀─RP-D bundle─ avatar agents of the first, and the other way round
 with wallets: persons with wallets ─RP-L─▶ ledger node 1 ◀─RP-L─▶ ledger node 2; a keeper of each plaza ◀─RP-L settled─ one of them
 identity storage ◀─RP-D─ avatar agents, plazas                   audit log ◀─RP-O─ avatar agents, identity storage
`;

/** A plaza with minors, guardians, adults and characters driven by AI agents: ages, content, contact and consent. */
export const childrenPlaza: Scenario<PlazaParameters> = {
  id: 'S13',
  name: 'children-plaza',
  summary:
    'A plaza with minors, guardians, adults and AI-driven characters, and avatars that visit other plazas: age assurance, classified content, contact rules, consent of guardians.',
  drawing,
  classes: ['IA'],
  groups: ['R2', 'R5'],
  parameters,
  sizes,
  attacks: ['A03', 'A05', 'A06', 'A08', 'A46', 'A47', 'A48'],
  headline: ['M01', 'M49', 'M33'],
  claims,
  build,
};

function build(values: PlazaParameters, seed: number): Cast {
  const seats = seatPlaza(values);
  const society = societyOf(seats, values, seed);
  const works = worksOf(values, seed);
  const { wills, travellers } = society;
  const accounts = accountsOf(seats, society, seed);
  return {
    ...castPlaza(seats, { society, library: works.library, accounts }, values),
    household: householdOf(seats, society, works, values.joinBits),
    entitlements: entitlements(seats, {
      wills,
      trueRank: works.trueRank,
      graceSeconds: values.graceSeconds,
      silencedBy: values.silencedBy,
      travellers,
    }),
    stage: stageOf(seats, society, accounts),
    events: eventsOf(seats, values),
  };
}

/**
 * Where attackers stand and at whom they aim: accounts of two adults, those that somebody has signed up, and what another plaza has
 * lost; a child, its guardian, and a character.
 */
function stageOf(seats: PlazaSeats, society: Society, accounts: PlazaAccounts): Stage {
  const { persons, guardian, characters, home, avatarAgents, firstNewcomer, settlement, authorities } = seats;
  const nodeOf = (person: number): number => persons.first + person;
  const doorOf = (person: number): number => home[person]!;
  const account = (person: number) => ({
    person: nodeOf(person),
    door: doorOf(person),
    secret: accounts.atHome[person]!,
  });
  const { child, barring, barred, stranger, neighbour } = society;
  const newcomers = Array.from({ length: persons.count - firstNewcomer }, (_, newcomer) => [
    `newcomer ${newcomer + 1}`,
    account(firstNewcomer + newcomer),
  ]);
  return {
    ...emptyStage,
    wires: {
      session: { from: nodeOf(child), to: doorOf(child), point: 'RP-A' },
      guardian: { from: guardian[child]!, to: doorOf(guardian[child]! - persons.first), point: 'RP-A' },
      'hand-overs': { from: doorOf(neighbour), to: avatarAgents.first, point: 'RP-X' },
    },
    accounts: {
      stranger: account(stranger),
      barred: account(barred),
      ...Object.fromEntries(newcomers),
      ...(settlement === null ? {} : shopsOf(settlement, nodeOf(stranger), nodeOf(firstNewcomer))),
    },
    ...(authorities.length === 1 ? {} : rogueIssuer(authorities[1]!)),
    leaks: { 'another plaza': leakOf(seats, accounts, new Set([stranger, barred])) },
    targets: {
      child: nodeOf(child),
      guardian: guardian[child]!,
      barring: nodeOf(barring),
      character: characters.first,
      neighbour: nodeOf(neighbour),
    },
  };
}

/** A wallet of an attacker's own, and accounts at platforms that listen to different nodes of the ledger: somebody's at home here, and one abroad. */
function shopsOf(settlement: Settlement, here: number, abroad: number): Stage['accounts'] {
  const { wallets } = settlement;
  const [first, second] = [ledgerOf(settlement, 0), ledgerOf(settlement, 1)];
  return {
    wallet: { person: wallets.first + wallets.count - 1, door: first },
    'first shop': { person: here, door: first },
    'second shop': { person: abroad, door: second },
  };
}

/** The authority of the other plazas: its key was copied, and somebody is inside its front, which gives out roots; keys that sign are held apart. */
const rogueIssuer = ({
  identityStorage: { first: authority },
}: AuthoritySeats): Pick<Stage, 'issuers' | 'insiders'> => ({
  issuers: { 'authority of the other plazas': { authority } },
  insiders: { 'bundle endpoint': authority },
});

/** What happens to the honest system: a restart of the plaza. */
const eventsOf = ({ plaza }: PlazaSeats, { restartAtSeconds }: PlazaParameters): readonly CastEvent[] =>
  restartAtSeconds > 0 ? [{ atNs: seconds(restartAtSeconds), event: 'restart', node: plaza.first }] : [];
