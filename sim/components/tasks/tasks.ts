import type { TaskName } from '../../framework/task.ts';
import { choreography } from './choreography.ts';
import { occupancyTask } from './estimate-occupancy.ts';
import { levelOfDetail } from './level-of-detail.ts';
import type { Task } from './task.ts';

/** How each kind of work is done. */
export const taskOf: Readonly<Record<TaskName, Task>> = {
  occupancy: occupancyTask,
  rendering: levelOfDetail,
  choreography,
};
