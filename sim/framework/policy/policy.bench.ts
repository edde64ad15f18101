import { bench, describe } from 'vitest';
import { purposes } from '../datum.ts';
import { compile } from './compile.ts';
import { actions } from './odrl.ts';
import type { Policy, UsageRequest } from './odrl.ts';
import { cedar } from './testing/cedar.ts';

/**
 * Time of a decision: `turns` of them a turn, so that "hz" of 100 is 1 microsecond each. References in the same run: the loop that
 * only reads the request, and Cedar with its policies parsed beforehand, which takes a thousandth as many decisions a turn.
 */
const turns = 10_000;
const cedarTurns = 10;

/** What a household, a regulator and the contracts with providers may lay down: 12 rules. */
const house: readonly Policy[] = [
  {
    uid: 'regulator',
    conflict: 'prohibit',
    prohibition: [
      {
        action: 'distribute',
        target: { dataClass: ['personal', 'biometric', 'child'] },
        constraint: [{ leftOperand: 'spatial', operator: 'isNoneOf', rightOperand: ['eu', 'ch'] }],
      },
      { action: 'distribute', target: { dataClass: ['child'] } },
    ],
  },
  ...['acme', 'bell', 'core', 'dune', 'east'].map((party): Policy => ({
    uid: `contract with ${party}`,
    conflict: 'prohibit',
    permission: [
      {
        action: 'distribute',
        target: { dataClass: ['operational', 'personal'] },
        assignee: { party },
        constraint: [
          { leftOperand: 'purpose', operator: 'eq', rightOperand: 'occupancy' },
          { leftOperand: 'dateTime', operator: 'lt', rightOperand: 3_600_000_000_000 },
          { leftOperand: 'count', operator: 'lteq', rightOperand: 1_000_000 },
        ],
        duty: [{ action: 'delete', constraint: { leftOperand: 'elapsedTime', operator: 'lteq', rightOperand: 60e9 } }],
      },
      { action: 'archive', target: { dataClass: ['operational'] }, assignee: { party } },
    ],
  })),
];

/** A consent for each of so many persons, beside the house's rules. */
const withConsents = (persons: number): readonly Policy[] => [
  ...house,
  ...Array.from({ length: persons }, (_, subject): Policy => ({
    uid: `consent of ${subject}`,
    conflict: 'prohibit',
    permission: [
      {
        action: 'use',
        target: { subject, dataClass: ['personal'] },
        constraint: [{ leftOperand: 'purpose', operator: 'isAnyOf', rightOperand: ['twin', 'aggregate', 'occupancy'] }],
      },
    ],
  })),
];

const requests = Array.from({ length: 1024 }, (_, turn): UsageRequest => ({
  action: actions[turn % actions.length]!,
  dataClass: turn % 3 === 0 ? 'operational' : 'personal',
  subject: (turn * 7919) % 200_000,
  party: ['acme', 'east', 'nobody'][turn % 3]!,
  role: 'external-dpm',
  purpose: purposes[(turn * 5) % purposes.length]!,
  dateTime: turn * 4_000_000_000,
  spatial: turn % 7 === 0 ? 'us' : 'eu',
  count: turn,
  recipient: 'acme',
}));

let permits = 0;
const measure = (title: string, count: number, permitted: (request: UsageRequest) => boolean): void =>
  bench(title, () => {
    for (let turn = 0; turn < count; turn++) if (permitted(requests[turn & 1023]!)) permits++;
    if (permits === 0) throw new Error('nothing was permitted');
  });

describe('a decision on a use of data', () => {
  const rules = compile(house);
  const consents = compile(withConsents(200_000));
  const judge = cedar(house);
  measure(`reference: read the request (x ${turns})`, turns, ({ dateTime, subject }) => dateTime >= subject);
  measure(`compiled, 12 rules (x ${turns})`, turns, (request) => rules.decide(request).decision === 'permit');
  measure(
    `compiled, 12 rules and 200 000 consents (x ${turns})`,
    turns,
    (request) => consents.decide(request).decision === 'permit',
  );
  measure(`Cedar, 12 rules (x ${cedarTurns})`, cedarTurns, (request) => judge(request).decision === 'permit');
});
