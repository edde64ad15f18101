import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import { clearPending, noRow, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { onRecord } from './on-record.ts';
import { avatarTravels } from './avatar-travels.ts';
import type { TravelTerms } from './avatar-travels.ts';
import { avatarWhereabouts, forgetAvatars } from './avatar-whereabouts.ts';
import type { AvatarWhereabouts } from './avatar-whereabouts.ts';
import { beginBundlePoll, bundleCame, bundleWoke } from './bundle-poll.ts';
import { beginSession, doorSessions, forgetSessions, sessionHolds } from './door-sessions.ts';
import type { DoorSessions } from './door-sessions.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { decline, relay, relayBack, relayed, relayWoke } from './relay.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';
import { isOnLine, passToVisitor, visitorCame } from './visitors.ts';
import type { VisitorRange } from './visitors.ts';

/** Settings of a platform's avatar agent. */
export interface AvatarAgentSettings {
  readonly entityAgent: Address<'entity-agent'>;
  /** Absent where there are no archives to ask. */
  readonly storageAgent?: Address<'storage-agent'>;
  readonly auditLog: Address<'audit-log'>;
  /** Who takes how avatars move; nobody, where nothing is said. */
  readonly show?: Address<'secure-dpm'>;
  /** Who uses what is known of persons, and so is told of their choices; absent where persons choose nothing. */
  readonly secureDpm?: Address<'secure-dpm'>;
  readonly enrolment: EnrolmentTerms;
  /** Life of a token, ns. */
  readonly tokenLifeNs: number;
  readonly pendingRequests: number;
  readonly requestTimeoutNs: number;
  /** Persons to whom it carries what others say, and who may have sessions; absent where nobody does either. */
  readonly visitors?: VisitorRange;
  /** Whether what visitors state and say, and what archives are asked, counts only with a session, given to who comes in for as long as a token lives; not so by default. */
  readonly sessions?: true;
  /** Rounds of the salted hash of each person's secret, without which it lets nobody in; absent where it takes no secrets. */
  readonly secretRounds?: number;
  /** How these persons' avatars go from platform to platform; absent where all stay. */
  readonly travels?: TravelTerms;
  /** Where nobody else of its platform keeps the status list and the roots of other federations fresh. */
  readonly status?: StatusTerms;
}

/** State of avatar agents. */
export interface AvatarAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** Avatars that came in so far, by node. */
  readonly entered: Float64Array;
  readonly whereabouts: AvatarWhereabouts;
  readonly sessions: DoorSessions;
}

/**
 * The avatar agent: it lets persons' avatars in, with a token where tokens are in use, and carries their wishes inward and
 * the answers out.
 *
 *   person ─RP-A enter─▶ avatar agent ─RP-A entered─▶ person
 *   person ─RP-A command, view─▶ avatar agent ─RP-M─▶ entity agent          ─RP-A query─▶ ... ─RP-M─▶ storage agent
 *   person ─RP-A pose─▶ avatar agent ─RP-M─▶ secure DPM of the show
 *   person ─RP-A visit, say ...─▶ avatar agent ─RP-M─▶ entity agent ─RP-M speech─▶ avatar agent ─RP-A─▶ whoever hears it
 *   person ─RP-A travel, arrive─▶ avatar agent ─RP-X travel, vouch─▶ avatar agent of another platform        ─RP-M admit, depart─▶ entity agent
 *   person ─RP-A offer, buy, confirm─▶ avatar agent ─RP-M─▶ entity agent    ─RP-M charge─▶ avatar agent ─RP-A─▶ person
 */
export function avatarAgent(settings: AvatarAgentSettings): Component<'avatar-agent', AvatarAgentState> {
  type Here = Io<'avatar-agent'>;
  const travels = settings.travels && avatarTravels(settings.travels, settings.entityAgent);

  const withSessions = settings.sessions === true;
  const begun = (state: AvatarAgentState, index: number, person: number, { now, random }: Here) =>
    beginSession(state.sessions, index, person, { now, random, lifeNs: settings.tokenLifeNs });

  /** Whether it lets somebody in by what was said: anybody where it takes no secrets. */
  const signedIn = ({ body: { person, secret } }: MessageView<'enter'>, io: Here): boolean =>
    settings.secretRounds === undefined ||
    (secret !== undefined && io.identity.admits(person, secret, settings.secretRounds));

  const inward = (state: AvatarAgentState, index: number, request: Message, io: Here): void => {
    const to = request.kind === 'query' ? settings.storageAgent : settings.entityAgent;
    if (to === undefined) {
      decline(request, io);
      return;
    }
    relay(state.pending, index, request, io, {
      pass: () => io.forward('RP-M', to),
      timeoutNs: settings.requestTimeoutNs,
    });
  };

  /** A guest is here: its platform is told of it, and says whether it is let in. */
  const arrive = (state: AvatarAgentState, index: number, message: MessageView<'arrive'>, io: Here): void => {
    const { whereabouts } = state;
    if (travels?.arriveCounts(whereabouts, index, message, io) !== true) {
      decline(message, io);
      return;
    }
    visitorCame(whereabouts.lines, index, message, message.subject);
    relay(state.pending, index, message, io, {
      pass: () => travels.admit(whereabouts, index, message.subject, io),
      timeoutNs: settings.requestTimeoutNs,
    });
  };

  return {
    role: 'avatar-agent',
    code: 'avatar-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingRequests),
      entered: new Float64Array(count),
      whereabouts: avatarWhereabouts(count, settings.visitors),
      sessions: doorSessions(count, settings.visitors),
    }),
    start: (state, index, io) => {
      travels?.begin(state.whereabouts, index, io);
      beginRenewal(io, settings.enrolment);
      if (settings.status === undefined) return;
      beginStatusPoll(io);
      beginBundlePoll(io);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'enter': {
          const { person } = message.body;
          if (!signedIn(message, io)) {
            decline(message, io);
            io.send('RP-O', settings.auditLog, onRecord('sign-in declined', person));
            break;
          }
          const token = io.duty('control').token ? io.identity.grant(person, settings.tokenLifeNs) : null;
          // A session is for who comes in itself, as far as is known: who knows the secret, or by its address where none is asked for.
          const itself = settings.secretRounds !== undefined || person === message.from;
          const session = withSessions && itself ? begun(state, index, person, io) : {};
          io.reply({ kind: 'entered', subject: person, dataClass: 'personal', body: { token, ...session } });
          state.entered[index]! += 1;
          io.send('RP-O', settings.auditLog, onRecord('avatar entered', person));
          break;
        }
        case 'visit':
          if (withSessions && !sessionHolds(state.sessions, index, message.body, io.now)) {
            decline(message, io);
            break;
          }
          if (travels?.visitCounts(state.whereabouts, index, message, io) === false) {
            decline(message, io);
            break;
          }
          visitorCame(state.whereabouts.lines, index, message, message.body.person);
          inward(state, index, message, io);
          break;
        case 'arrive':
          arrive(state, index, message, io);
          break;
        case 'travel':
          travels?.travel(state.whereabouts, index, message, io);
          break;
        case 'vouch':
          travels?.vouch(state.whereabouts, index, message, io);
          break;
        case 'contactConsent':
          travels?.agreed(state.whereabouts, index, message, io);
          inward(state, index, message, io);
          break;
        case 'say':
          // What was stated with the session's number says where its person is heard.
          if (withSessions && !isOnLine(state.whereabouts.lines, index, message, message.body.person))
            decline(message, io);
          else inward(state, index, message, io);
          break;
        case 'query':
          if (withSessions && !sessionHolds(state.sessions, index, message.body, io.now)) decline(message, io);
          else inward(state, index, message, io);
          break;
        case 'command':
        case 'view':
        case 'lookup':
        case 'offer':
        case 'buy':
          inward(state, index, message, io);
          break;
        case 'consent': {
          const { secureDpm } = settings;
          if (secureDpm === undefined) break;
          io.send('RP-O', settings.auditLog, onRecord('consent told', message.from));
          relay(state.pending, index, message, io, {
            pass: () => io.forward('RP-M', secureDpm),
            timeoutNs: settings.requestTimeoutNs,
          });
          break;
        }
        // Whether a payment is meant is asked of the person itself, whoever wished for it in that name.
        case 'charge':
          io.forward('RP-A', message.body.person as Address<'person'>);
          break;
        case 'confirm':
          io.forward('RP-M', settings.entityAgent);
          break;
        case 'pose':
          if (settings.show !== undefined) io.forward('RP-M', settings.show);
          break;
        case 'answer':
          if (message.point === 'RP-X') travels?.answered(state.whereabouts, index, message, io);
          else relayBack(state.pending, index, message, io, 'RP-A');
          break;
        case 'scene':
        case 'records':
          relayBack(state.pending, index, message, io, 'RP-A');
          break;
        case 'speech':
          passToVisitor(state.whereabouts.lines, index, message.body.listener, io);
          break;
        case 'profile':
          // The answer to whoever asked here, or what a character shows to somebody.
          if (relayed(state.pending, index, message) !== noRow) relayBack(state.pending, index, message, io, 'RP-A');
          else passToVisitor(state.whereabouts.lines, index, message.body.to, io);
          break;
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        case 'trustBundle':
          bundleCame(message, io);
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.pending, index, timer, argument)) return;
      if (travels?.woke(state.whereabouts, index, { timer, argument }, io) === true) return;
      if (settings.status !== undefined && statusWoke({ timer, argument }, io, settings.status)) return;
      if (bundleWoke({ timer, argument }, io)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
      forgetAvatars(state.whereabouts, index);
      forgetSessions(state.sessions, index);
    },
  };
}
