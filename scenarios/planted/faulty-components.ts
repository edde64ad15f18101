import { storedWindow } from '../../sim/components/rooms.ts';
import type { Io } from '../../sim/framework/component.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import type { Message } from '../../sim/framework/message.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { childrenPlaza } from '../children-plaza/scenario.ts';
import { constrainedBehindGateway } from '../constrained-behind-gateway/scenario.ts';
import { lifecycleAndErasure } from '../lifecycle-and-erasure/scenario.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import type { AnyComponent, Planted } from './planted.ts';
import { nodeOf, withComponent } from './planted.ts';

/** What a faulty component does with a message before it does its work with what comes of it; it does so until it has once erred. */
type Slip<R extends Role> = (message: Message, io: Io<R>) => { readonly erred: boolean; readonly heard?: Message };

/** The same component, which slips once. */
function slippingOnce<R extends Role>(component: AnyComponent, slip: Slip<R>): AnyComponent {
  let erred = false;
  return {
    ...component,
    receive(state, index, message, io: Io<Role>) {
      const slipped = erred ? { erred } : slip(message, io as unknown as Io<R>);
      erred = slipped.erred;
      component.receive(state, index, 'heard' in slipped ? (slipped.heard ?? message) : message, io);
    },
  };
}

const right = { erred: false };

const brief = { rooms: 2, persons: 4, guests: 1, warmUpSeconds: 8, durationSeconds: 40 };

/** A twin that takes one room for another when somebody looks. */
export const wrongRoomShown: Planted = {
  property: 'confidentiality',
  what: 'a platform’s entity agent shows somebody who looks at his room the state of the next one, once',
  scenario: meetingRoomMapping,
  set: brief,
  without: [],
  fault: {
    kind: 'component',
    spoil: (cast) =>
      withComponent(cast, 'entity-agent.platform-1', (component) =>
        slippingOnce(component, (message) => {
          if (message.kind !== 'view') return right;
          const { body } = message;
          return { erred: true, heard: { ...message, body: { ...body, room: 1 - body.room } } };
        }),
      ),
  },
  besides: {},
};

/** A storage that brings the records of another room. */
export const wrongArchive: Planted = {
  property: 'privacy',
  what: 'a platform’s secure storage answers a member’s query with what it keeps of the people in the next room, once',
  scenario: meetingRoomMapping,
  set: { ...brief, queryEverySeconds: 5, windowSeconds: 10 },
  without: [],
  fault: {
    kind: 'component',
    spoil: (cast) =>
      withComponent(cast, 'secure-storage.platform-1', (component) =>
        slippingOnce(component, (message, io) => {
          if (message.kind !== 'query' || io.now < seconds(30)) return right;
          const { body } = message;
          return { erred: true, heard: { ...message, body: { ...body, room: 1 - body.room } } };
        }),
      ),
  },
  besides: { confidentiality: 'privacy is confidentiality of what tells of people' },
};

/** A twin that takes one lamp for another when it passes a command on. */
export const wrongLamp: Planted = {
  property: 'access',
  what: 'a platform’s entity agent passes a command for a lamp to the lamp of the next room as well, once',
  scenario: meetingRoomMapping,
  set: brief,
  without: [],
  fault: {
    kind: 'component',
    spoil: (cast) => {
      const thingsAgent = nodeOf(cast, 'things-agent.platform-1') as Address<'things-agent'>;
      return withComponent(cast, 'entity-agent.platform-1', (component) =>
        slippingOnce<'entity-agent'>(component, (message, io) => {
          if (message.kind !== 'command' || message.body.quantity !== 'lamp') return right;
          const { kind, dataClass, body } = message;
          io.send('RP-M', thingsAgent, { kind, subject: otherLamp(cast, message.subject), dataClass, body });
          return { erred: true };
        }),
      );
    },
  },
  besides: {},
};

const otherLamp = (cast: Cast, lamp: number): number => {
  const { first, count } = cast.placements.find(({ name }) => name === 'devices')!;
  for (let node = first; node < first + count; node++) {
    if (node !== lamp && cast.household.quantityOf(node) === 'lamp') return node;
  }
  throw new RangeError('there is one lamp only');
};

/** A valve that opens all the way, whatever it is told. */
export const openValve: Planted = {
  property: 'safety',
  what: 'a valve opens all the way at a command to open a little, once',
  scenario: constrainedBehindGateway,
  set: { ...brief, commandEverySeconds: 4 },
  // The interlock of the device would not let it.
  without: ['C29'],
  fault: {
    kind: 'component',
    spoil: (cast) =>
      withComponent(cast, 'valves', (component) =>
        slippingOnce(component, (message) => {
          if (message.kind !== 'command') return right;
          return { erred: true, heard: { ...message, body: { ...message.body, value: 100 } } };
        }),
      ),
  },
  besides: {},
};

/** A storage that keeps a second copy, of which no erasure knows. */
export const secondCopy: Planted = {
  property: 'lifecycle',
  what: 'a secure storage keeps a second copy of one record that tells of a resident, and erases it long after its time',
  scenario: lifecycleAndErasure,
  set: { rooms: 1, retainWindows: 2, withdrawals: 0, windowSeconds: 5, warmUpSeconds: 8, durationSeconds: 60 },
  // Sealed under a key that goes with its time, it would be gone wherever it lay.
  without: ['C30'],
  fault: {
    kind: 'component',
    spoil: (cast) =>
      withComponent(cast, 'secure-storage.platform-1', (component) => {
        const key = 'copies/1';
        const timer = 199;
        const copying = slippingOnce<'secure-storage'>(component, (message, io) => {
          if (message.kind !== 'keep' || message.dataClass !== 'personal') return right;
          io.store.put(key, storedWindow(message.body.record));
          io.wake(timer, seconds(40));
          return { erred: true };
        });
        return {
          ...copying,
          wake(state, index, which, argument, io: Io<Role>) {
            if (which === timer) (io as unknown as Io<'secure-storage'>).store.erase(key);
            else component.wake(state, index, which, argument, io);
          },
        };
      }),
  },
  besides: {},
};

/** A plaza that delivers what was said to the wrong listener. */
export const wrongListener: Planted = {
  property: 'protection',
  what: 'a plaza passes what a stranger says to somebody on to a child instead, once',
  scenario: childrenPlaza,
  set: {
    guardians: 2,
    children: 2,
    teens: 1,
    adults: 5,
    warmUpSeconds: 8,
    durationSeconds: 40,
    withdrawAtSeconds: 25,
    barAtSeconds: 20,
  },
  without: [],
  fault: {
    kind: 'component',
    spoil: (cast) => {
      const child = cast.stage.targets!['child']!;
      const stranger = cast.stage.accounts['stranger']!.person;
      let door = -1;
      return withComponent(cast, 'entity-agent.plaza', (component) =>
        slippingOnce<'entity-agent'>(component, (message, io) => {
          if (message.kind === 'visit' && message.body.person === child) door = message.via;
          if (message.kind !== 'say' || message.body.person !== stranger || door < 0) return right;
          const body = { ...message.body, content: -1, to: child, listener: child };
          io.send('RP-M', door as Address<'avatar-agent'>, {
            kind: 'speech',
            subject: stranger,
            dataClass: 'public',
            body,
          });
          return { erred: true };
        }),
      );
    },
  },
  besides: {},
};
