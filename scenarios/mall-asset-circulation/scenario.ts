import { soleAuthority } from '../../sim/framework/authority.ts';
import type { Cast, CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { assetOfSubject } from '../../sim/components/market.ts';
import { runTimes } from '../kit/run-times.ts';
import { addressOf } from '../kit/seating.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { mallPlacements, mallWires } from './mall-cast.ts';
import { seatMall } from './mall.ts';
import type { Mall } from './mall.ts';
import { parameters, sizes } from './parameters.ts';
import type { MallParameters } from './parameters.ts';
import { householdOf } from './policy.ts';
import { stageOf } from './stage.ts';

const drawing = `
 platform 1 (and as many more as trade)                                 platform 2
 customers ─RP-A offer, buy, confirm─▶ avatar agent ─RP-M─▶ entity agent ─RP-X offer, order─▶ entity agent ◀─RP-M─ avatar agent ◀─RP-A─ customers
           ◀─RP-A charge, answer─────              ◀─RP-M─  (keeper)     ◀─RP-X answer──────  (keeper)
                                                         │ ▲ RP-L transfer, settled               │ ▲
                                                         ▼ │                                      ▼ │
 persons with wallets ─RP-L transfer─▶ ledger node 1 ◀────────RP-L transfer, block───────▶ ledger node 2 ...
 identity storage ◀─RP-D─ entity agents, avatar agents               audit log ◀─RP-O─ avatar agents, authority
`;

/** Virtual assets and payments circulate between platforms over a ledger on which nothing is final at once. */
export const mallAssetCirculation: Scenario<MallParameters> = {
  id: 'S11',
  name: 'mall-asset-circulation',
  summary:
    'Virtual assets and payments move between platforms over a ledger with finality delay; trade across platforms.',
  drawing,
  classes: ['IA', 'IX'],
  groups: ['R1', 'R5'],
  parameters,
  sizes,
  attacks: ['A24', 'A42', 'A51'],
  headline: ['M01', 'M09', 'M30'],
  claims,
  build,
};

function build(values: MallParameters): Cast {
  const mall = seatMall(values);
  const placements = mallPlacements(mall, values);
  const household = householdOf(mall);
  return {
    placements,
    wires: mallWires(mall, values),
    household,
    // A mall is a virtual place: there is nothing to sense or to act on.
    environment: { truth: () => 0, sense: () => 0, act: () => undefined, occupied: () => null },
    entitlements: entitlements(mall),
    stage: stageOf(mall, values),
    objectReaders: [],
    authorities: soleAuthority(addressOf(mall.authority.identityStorage), placements),
    events: events(mall, values),
    ...runTimes(values),
    subjectName: (subject) => {
      const asset = assetOfSubject(subject, mall.market.assets);
      return asset < 0 ? household.nameOf(subject) : `asset ${asset + 1}`;
    },
  };
}

/** What happens to the honest system: the first keeper and the first node of the ledger restart. */
const events = ({ shops, ledgers }: Mall, { restartAtSeconds }: MallParameters): readonly CastEvent[] =>
  restartAtSeconds === 0
    ? []
    : [shops[0]!.keeper.first, ledgers[0]!.first].map((node) => ({
        atNs: seconds(restartAtSeconds),
        event: 'restart',
        node,
      }));
