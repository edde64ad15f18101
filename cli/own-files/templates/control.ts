/** A control to begin with. */
export const controlTemplate = `import type { Control } from 'metarange/sim/framework/control.ts';
import type { Command } from 'metarange/sim/framework/messages/things.ts';
import { seconds } from 'metarange/sim/framework/time.ts';

/** A lamp rests between two commands, whoever gives them. */
export const lampRest: Control = {
  // C60 to C99 are nobody's.
  id: 'C90',
  name: 'lamp-rest',
  summary: 'A lamp is switched at most once a second.',
  groups: ['R1'],
  // The first profile that has it; every later one has it too.
  rung: 'access',
  // Its layer in the chain of controls, and its place there: no two controls of a layer share one.
  layer: 'deed',
  step: 95,
  // Reference points at whose ends it stands, or the inner points of components: store, act, use, issue.
  places: ['act'],
  limits: 'Also refuses who changes his mind within a second.',
  source: 'one second: assumption',
  stand: () => ({
    inner(deed, at) {
      if (deed.deed !== 'act' || deed.kind !== 'command' || deed.body === null) return undefined;
      // What it costs is charged to the node's station.
      at.charge('judge');
      const { quantity } = deed.body as Command;
      const rested = deed.circumstances.sinceLastActNs ?? Infinity;
      return quantity === 'lamp' && rested < seconds(1) ? 'unsafe' : undefined;
    },
  }),
};

// metarange run meeting-room-mapping --with FILE --attack none --json
`;
