import { scaledTable } from './cost-table.ts';
import { server } from './server.ts';

/** A person's headset or phone: twice the server's times (assumption). */
export const client = scaledTable('client', 'Twice the server class (assumption)', server, 2);
