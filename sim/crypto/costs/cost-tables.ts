import type { PublishedTables } from './cost-table.ts';
import { client } from './client.ts';
import { constrained } from './constrained.ts';
import { embedded } from './embedded.ts';
import { gateway } from './gateway.ts';
import { server } from './server.ts';

/** What work costs on each class of device when nothing else is said; the same for both suites. */
export const costTables: PublishedTables = { constrained, embedded, gateway, server, client };
