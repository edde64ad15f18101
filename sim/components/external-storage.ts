import type { Component } from '../framework/component.ts';
import { secureStorage } from './secure-storage.ts';
import type { SecureStorageSettings, SecureStorageState } from './secure-storage.ts';

/**
 * An independent storage outside: it keeps copies of records for platforms, for as long as was agreed, and gives nobody any of
 * them back (the figure has no such answer). It keeps them as a platform's own storage does.
 *
 *   storage agent ─RP-S keep─▶ external storage ─▶ put ─▶ (durable) ─RP-S answer─▶ storage agent
 */
export const externalStorage = (
  settings: SecureStorageSettings,
): Component<'external-storage', SecureStorageState> => ({
  // The same behaviour in another role: what it may say at RP-S is what its own join holds.
  ...(secureStorage(settings) as unknown as Component<'external-storage', SecureStorageState>),
  role: 'external-storage',
  code: 'external-storage 1',
});
