import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * A provider talks itself into trust, lies, keeps what it was given, and has copies outlive their erasure. Evidence (C20) stops the first
 * stage only where a channel's key stands beside it (C01 or C32); without one it stops the second, which shows no forged evidence. There
 * is one provider on this stage, so asking two (C22) does nothing, and the audit (C21) comes after the first lies were used.
 */
export const providerInsideOut: KillChain = {
  id: 'K5',
  name: 'provider-inside-out',
  summary: 'A provider talks itself into trust, lies, keeps what it was given, and has copies outlive their erasure.',
  home: 'lifecycle-and-erasure',
  order: 'sequence',
  stages: [
    {
      attack: 'A38',
      purpose: 'passes for what it is not',
      gives: ['trust'],
      brokenBy: [
        ['C20', 'C01'],
        ['C20', 'C32'],
      ],
    },
    { attack: 'A33', purpose: 'has its lies used', takes: ['trust'], gives: ['belief'], brokenBy: [['C20']] },
    {
      attack: 'A36',
      purpose: 'keeps what it was given, to sell it',
      takes: ['belief'],
      gives: ['records'],
      brokenBy: [['C17']],
    },
    { attack: 'A37', purpose: 'has copies of records outlive their erasure', takes: ['records'], brokenBy: [['C30']] },
  ],
};
