import type { KillChain } from '../../sim/framework/kill-chain.ts';

/** A provider talks itself into trust, lies, keeps what it was given, and has copies outlive their erasure. */
export const providerInsideOut: KillChain = {
  id: 'K5',
  name: 'provider-inside-out',
  summary: 'A provider talks itself into trust, lies, keeps what it was given, and has copies outlive their erasure.',
  home: 'lifecycle-and-erasure',
  order: 'sequence',
  stages: [
    { attack: 'A38', purpose: 'passes for what it is not', gives: ['trust'], brokenBy: ['C20'] },
    { attack: 'A33', purpose: 'has its lies used', takes: ['trust'], gives: ['belief'], brokenBy: ['C20', 'C22'] },
    {
      attack: 'A36',
      purpose: 'keeps what it was given, to sell it',
      takes: ['belief'],
      gives: ['records'],
      brokenBy: ['C17'],
    },
    { attack: 'A37', purpose: 'has copies of records outlive their erasure', takes: ['records'], brokenBy: ['C30'] },
  ],
};
