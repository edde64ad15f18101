import { dataClasses } from './datum.ts';
import type { DataClass, Purpose } from './datum.ts';

/** Form of a kind of work that is given to an outside provider. What it computes is a component's affair. */
export interface TaskShape {
  /** What its result is used for. */
  readonly purpose: Purpose;
  /** What goes in, in the order of a job's values, each with the class of what it tells. */
  readonly inputs: Readonly<Record<string, DataClass>>;
  /** Results that differ by no more than this are the same, in the unit of the result. */
  readonly tolerance: number;
}

/** Every kind of work that may leave a platform; its place is its number. Append only. */
export const taskShapes = {
  /** Whether a room was occupied over a window of time: 1 occupied, 0 empty. Motion is personal, and the estimate does not need it. */
  occupancy: {
    purpose: 'occupancy',
    inputs: {
      temperature: 'operational',
      humidity: 'operational',
      light: 'operational',
      co2: 'operational',
      motion: 'personal',
    },
    tolerance: 0,
  },
  /** How finely a zone of a hall is drawn, 0 to 1, from who is in it. Where they look is biometric, and is not needed. */
  rendering: {
    purpose: 'rendering',
    inputs: { avatars: 'operational', energy: 'operational', gaze: 'biometric' },
    tolerance: 0,
  },
  /** What a digital human on the stage does next, as the number of a gesture, from how the zone before it moves. */
  choreography: {
    purpose: 'animation',
    inputs: { avatars: 'operational', energy: 'operational', gaze: 'biometric' },
    tolerance: 0,
  },
} as const satisfies Readonly<Record<string, TaskShape>>;

/** A kind of work. */
export type TaskName = keyof typeof taskShapes;
/** Kinds of work in the order of their numbers. */
export const tasks = Object.keys(taskShapes) as readonly TaskName[];
const byName = <Value>(valueOf: (shape: TaskShape) => Value): Readonly<Record<TaskName, Value>> => {
  const entries = Object.entries<TaskShape>(taskShapes).map(([name, shape]) => [name, valueOf(shape)] as const);
  return Object.fromEntries(entries) as Record<string, Value> as Record<TaskName, Value>;
};

/** Names of what goes into each, in order. */
export const inputsOf: Readonly<Record<TaskName, readonly string[]>> = byName(({ inputs }) => Object.keys(inputs));
/** Most values of a job. */
export const mostInputs = Math.max(...tasks.map((name) => inputsOf[name].length));

const byPurpose: ReadonlyMap<Purpose, TaskShape> = new Map(
  Object.values<TaskShape>(taskShapes).map((shape) => [shape.purpose, shape]),
);
if (byPurpose.size < tasks.length)
  throw new RangeError('two tasks with one purpose: their results could not be told apart');
/** The work whose results are used for a purpose; undefined where no work is. */
export const taskFor = (purpose: Purpose): TaskShape | undefined => byPurpose.get(purpose);

/** One piece of work: its inputs in the order of the shape, null where unknown or taken out. `part` tells pieces about one subject apart. */
export interface Job {
  readonly task: TaskName;
  readonly part: number;
  readonly values: readonly (number | null)[];
}

/** What came of a piece of work. */
export interface TaskResult {
  readonly task: TaskName;
  readonly part: number;
  readonly value: number;
}

const rankOf = (dataClass: DataClass): number => dataClasses.indexOf(dataClass);
const ranksOf = byName(({ inputs }) => Object.values(inputs).map(rankOf));

/** Class of what a job really tells: the most protected of the inputs that it holds, operational where it holds none. */
export function classOfJob({ task, values }: Job): DataClass {
  const ranks = ranksOf[task];
  let most = rankOf('operational');
  for (let input = 0; input < values.length; input++)
    if (values[input] !== null) most = Math.max(most, ranks[input] ?? most);
  return dataClasses[most]!;
}

/** Whether a result is another than the one that was computed: about other work, or further off than its task tolerates. */
export const isOtherResult = (computed: TaskResult, said: TaskResult): boolean =>
  computed.task !== said.task ||
  computed.part !== said.part ||
  !(Math.abs(computed.value - said.value) <= taskShapes[computed.task].tolerance);
