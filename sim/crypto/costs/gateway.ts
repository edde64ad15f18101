import { scaledTable } from './cost-table.ts';
import { server } from './server.ts';

/** A gateway on a single-board computer (Cortex-A class): five times the server's times (assumption). */
export const gateway = scaledTable('gateway', 'Five times the server class (assumption)', server, 5);
