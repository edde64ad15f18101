import type { Attack } from '../sim/framework/attack.ts';
import type { LaidRecord } from '../sim/framework/stored.ts';
import { seconds } from '../sim/framework/time.ts';

/** What a record is filed under: its key up to the last slash. */
const folderOf = ({ key }: LaidRecord): string => key.slice(0, key.lastIndexOf('/') + 1);

/**
 * An operator copies the medium of an archive and puts its old records back later, erased ones and in the place of newer ones. Breaks
 * integrity: whoever asks the archive is told the past as if it were now.
 */
export const archiveRollback: Attack = {
  id: 'A53',
  name: 'archive-rollback',
  summary: 'An operator puts old records of an archive back in the place of newer ones.',
  classes: ['IA'],
  groups: ['R2', 'R4'],
  breaks: 'integrity',
  position: 'an operator with reach of the storage’s medium',
  knowledge: 'configuration',
  budget: 'two looks at the medium and one write a record, each attempt',
  preconditions: 'the archive holds several records of a room, and somebody asks for them',
  needs: ['insiders.storage', 'hand.layDown'],
  steps: ['copy', 'put back'],
  observables: 'records that a store’s own control refuses; writing on the medium leaves no other trace',
  // C30 seals each record for its subject, and an older one of the same subject opens as well.
  beatenBy: ['C51'],
  notBeatenBy: ['C30', 'C32', 'C01', 'C12', 'C13', 'C16'],
  residual: {
    rate: 0,
    reason: 'none is known; records can still be destroyed, and what was erased lies there again unread',
  },
  references: ['ATT&CK v18.1 T1565.001'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const storage = hand.stage.insiders['storage']!;
    hand.step('copy');
    const kept = hand.readMedium(storage);
    yield hand.wait(seconds(30));
    hand.step('put back');
    const there = hand.readMedium(storage);
    for (const record of there) {
      const old = kept.find((one) => folderOf(one) === folderOf(record));
      if (old !== undefined && old.key !== record.key) hand.layDown(storage, record.key, old);
    }
    // What has been erased meanwhile, under its own key.
    for (const old of kept) if (!there.some(({ key }) => key === old.key)) hand.layDown(storage, old.key, old);
    yield hand.wait(seconds(60));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'loaded' && fact.replayed },
};
