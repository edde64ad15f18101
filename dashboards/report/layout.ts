/**
 * Where the components and reference points of the framework stand in the drawing, in units of its view box. Roles and
 * points are those of the results; a test checks that every join of the framework's figure has its place here.
 */

/** A component's box: centre and what is written in it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  /** What else the component is called. */
  readonly note?: string;
}

/** A line between two components, with the places of its label and of its marks. */
export interface Edge {
  readonly point: string;
  readonly between: readonly [string, string];
  readonly path: string;
  readonly label: readonly [number, number];
  readonly marks: readonly [number, number];
}

/** A line that serves many components: its own path and the branches that lead to each. */
export interface Bus {
  readonly point: string;
  /** The component at its end. */
  readonly hub: string;
  readonly path: string;
  readonly branches: Readonly<Record<string, string>>;
  readonly label: readonly [number, number];
  readonly marks: readonly [number, number];
}

/** Size of the drawing. */
export const drawingWidth = 1190;
export const drawingHeight = 506;
/** Size of a box. */
export const boxWidth = 118;
export const boxHeight = 50;

/** Boxes by role. */
export const boxes: Readonly<Record<string, Box>> = {
  person: { x: 70, y: 56, lines: ['person'] },
  'avatar-agent': { x: 450, y: 56, lines: ['avatar agent'] },
  'entity-agent': { x: 830, y: 56, lines: ['entity agent'], note: 'digital twin' },
  device: { x: 70, y: 184, lines: ['device'] },
  gateway: { x: 212, y: 296, lines: ['gateway'] },
  'iot-platform': { x: 355, y: 184, lines: ['IoT platform'] },
  'things-agent': { x: 545, y: 184, lines: ['things agent'] },
  'secure-dpm': { x: 735, y: 184, lines: ['secure DPM'] },
  'secure-connector': { x: 925, y: 184, lines: ['secure', 'connector'] },
  'external-dpm': { x: 1115, y: 184, lines: ['external DPM'] },
  'storage-agent': { x: 735, y: 328, lines: ['storage', 'agent'] },
  'secure-storage': { x: 925, y: 328, lines: ['storage'] },
  'external-storage': { x: 1115, y: 328, lines: ['external', 'storage'] },
  'identity-storage': { x: 70, y: 424, lines: ['identity', 'storage'] },
  'audit-log': { x: 1115, y: 462, lines: ['audit log'] },
  'ai-agent': { x: 1115, y: 56, lines: ['AI agent'], note: 'character' },
  ledger: { x: 1115, y: 256, lines: ['ledger'] },
  'iot-system': { x: 245, y: 374, lines: ['IoT system'] },
  'virtual-thing': { x: 975, y: 120, lines: ['virtual thing'] },
};

const edge = (
  point: string,
  between: readonly [string, string],
  path: string,
  label: readonly [number, number],
  marks: readonly [number, number],
): Edge => ({ point, between, path, label, marks });

/** Lines between two components each. */
export const edges: readonly Edge[] = [
  edge('RP-A', ['person', 'avatar-agent'], 'M129 56H391', [260, 46], [260, 75]),
  edge('RP-M', ['avatar-agent', 'entity-agent'], 'M509 56H771', [640, 46], [640, 75]),
  edge('RP-M', ['ai-agent', 'entity-agent'], 'M1056 56H889', [972, 46], [972, 75]),
  edge('RP-M', ['entity-agent', 'virtual-thing'], 'M866 81C870 108 890 124 916 124', [934, 88], [892, 136]),
  edge('RP-M', ['avatar-agent', 'storage-agent'], 'M466 81C470 270 540 328 676 328', [566, 292], [590, 346]),
  edge('RP-M', ['avatar-agent', 'secure-dpm'], 'M496 81C520 134 640 132 690 159', [520, 124], [496, 108]),
  edge('RP-T', ['device', 'iot-platform'], 'M129 184H296', [212, 174], [212, 203]),
  edge('RP-T', ['device', 'things-agent'], 'M108 159C180 104 440 104 522 159', [330, 108], [330, 134]),
  edge('RP-T', ['device', 'gateway'], 'M92 209C100 262 120 296 153 296', [66, 262], [76, 284]),
  edge('RP-T', ['gateway', 'iot-platform'], 'M271 296C310 296 326 262 332 209', [356, 262], [356, 284]),
  edge('RP-T', ['device', 'iot-system'], 'M84 209C88 330 120 374 186 374', [112, 356], [140, 392]),
  edge('RP-T', ['iot-system', 'iot-platform'], 'M304 374C326 374 340 300 341 209', [318, 398], [324, 326]),
  edge('RP-I', ['iot-platform', 'things-agent'], 'M414 184H486', [450, 174], [450, 203]),
  edge('RP-M', ['things-agent', 'secure-dpm'], 'M604 184H676', [640, 174], [640, 203]),
  edge('RP-M', ['things-agent', 'entity-agent'], 'M560 159C580 110 680 70 771 66', [584, 96], [600, 128]),
  edge('RP-M', ['secure-dpm', 'entity-agent'], 'M747 159C755 126 770 110 800 81', [722, 132], [698, 105]),
  edge('RP-M', ['secure-dpm', 'secure-connector'], 'M794 184H866', [830, 174], [830, 203]),
  edge('RP-M', ['secure-dpm', 'storage-agent'], 'M735 209V303', [774, 252], [774, 271]),
  edge('RP-S', ['storage-agent', 'secure-storage'], 'M794 328H866', [830, 318], [830, 347]),
  edge('RP-S', ['storage-agent', 'external-storage'], 'M776 353C810 388 1040 388 1084 353', [900, 371], [900, 394]),
  edge('RP-C', ['secure-connector', 'external-dpm'], 'M984 184H1056', [1020, 174], [1020, 203]),
  // From one platform to another: each agent meets its like there.
  edge('RP-L', ['entity-agent', 'ledger'], 'M882 81V256H1056', [990, 248], [986, 274]),
  edge('RP-L', ['person', 'ledger'], 'M84 31V6H1182V256', [260, 18], [300, 30]),
  edge('RP-L', ['ledger', 'ledger'], 'M1100 281V294H1130V281', [1152, 296], [1086, 294]),
  edge('RP-X', ['avatar-agent', 'avatar-agent'], 'M408 31C408 4 436 4 436 31', [384, 20], [352, 20]),
  edge('RP-X', ['entity-agent', 'entity-agent'], 'M846 31C846 4 874 4 874 31', [900, 20], [950, 20]),
  edge('RP-X', ['entity-agent', 'virtual-thing'], 'M889 74C930 74 990 80 990 95', [1010, 88], [1044, 96]),
  edge('RP-X', ['things-agent', 'things-agent'], 'M576 209C576 238 600 238 600 209', [622, 228], [640, 244]),
  edge('RP-X', ['secure-dpm', 'secure-dpm'], 'M688 209C688 238 712 238 712 209', [668, 228], [664, 260]),
  edge('RP-D', ['identity-storage', 'identity-storage'], 'M40 449C40 474 100 474 100 449', [70, 482], [70, 499]),
];

/** Lines that serve many. */
export const buses: readonly Bus[] = [
  {
    point: 'RP-D',
    hub: 'identity-storage',
    path: 'M129 424H1000',
    branches: {
      device: 'M58 209V399',
      gateway: 'M160 321V424',
      'iot-system': 'M245 399V424',
      'iot-platform': 'M348 209V424',
      'things-agent': 'M530 209V424',
      'avatar-agent': 'M420 81V424',
      'entity-agent': 'M801 81V424',
      'secure-connector': 'M968 209V226H1000V424',
      'virtual-thing': 'M1026 145V424H1000',
    },
    label: [270, 414],
    marks: [270, 443],
  },
  {
    point: 'RP-O',
    hub: 'audit-log',
    path: 'M362 462H1056',
    branches: {
      'iot-platform': 'M362 209V462',
      'things-agent': 'M560 209V462',
      'avatar-agent': 'M480 81V462',
      'entity-agent': 'M859 81V462',
      'storage-agent': 'M720 353V462',
      'secure-connector': 'M976 209V219H1010V462',
      'identity-storage': 'M129 436H150V462H362',
    },
    label: [640, 452],
    marks: [640, 481],
  },
];
