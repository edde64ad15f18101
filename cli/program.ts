import { Command, Option } from 'commander';
import { suiteNames } from '../scenarios/replicate.ts';
import { deviceClasses } from '../sim/framework/costs.ts';
import { exportForms, listings, templates } from './command-words.ts';
import type {
  AblateWords,
  CalibrateWords,
  ReproduceWords,
  RunWords,
  SceneWords,
  SweepWords,
  ValidateWords,
  WorkerWords,
  Words,
} from './command-words.ts';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const sizeText = 'smoke, paper or stress';
const seedText = 'seed of every random stream';
const runTimeoutText =
  'how long one run may take before it is given up, such as 90s or 2h (default: 1h, an assumption)';

/** What decides which commands and flags there are. */
export interface Shape {
  readonly version: string;
  readonly canInspect: boolean;
}

const setting = (): Option =>
  new Option('--set <name=value>', 'a parameter of the scenario; repeatable')
    .argParser(collect)
    .default([], 'the size’s');

/** What of a user's own the range is to know beside its catalogue. */
const ownThings = (): Option =>
  new Option(
    '--with <file>',
    'a file or an installed package of your own: its scenarios, attacks, controls and metrics; repeatable',
  )
    .argParser(collect)
    .default([], 'none');

/** What a run takes in either world. */
const staged = (command: Command, time: 'simulated' | 'real'): Command =>
  command
    .addOption(setting())
    .option('--size <size>', sizeText, 'smoke')
    .option('--profile <profile>', 'which controls stand where (default: framework)')
    .option('--compare <profiles>', 'profiles side by side, with commas, sharing random numbers')
    .addOption(
      new Option('--without <control>', 'take a control out wherever it stands; repeatable')
        .argParser(collect)
        .default([], 'none'),
    )
    .option(
      '--attack <ids>',
      'attacks by id or name, with commas they run together; or none (default: the scenario’s own, one at a time)',
    )
    .option(
      '--attacker <class>',
      'class of whoever attacks, by id or name: one attacker with a budget, who chooses among the attacks',
    )
    .option('--seed <number>', seedText, '1')
    .option('--replications <number>', 'repeat with further random numbers (default: 1)')
    .option('--until <time>', `end the run at this ${time} time, such as 90s or 00:03:12.5`)
    .option('--out <folder>', 'write manifest.json, summary.json and report.html')
    .option('--facts', 'with --out: also facts.jsonl, every fact on a line, and runs.jsonl')
    .option('--log <level>', 'log to the standard error: trace, debug, info, warn or error')
    .option('--json', 'one JSON document');

/** Every command with its flags, in the order of the help; `found` is told the words of one that is spelt right. */
export const program = ({ version, canInspect }: Shape, found: (words: Words) => void): Command => {
  const root = new Command('metarange')
    .description(
      'A cyber range for metaverse data processing: things, metaverses, outside providers and attackers on one clock.',
    )
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 a claim failed (diff, reproduce: they differ), 2 the request was wrong, 3 the run is void.\n' +
        'A run to begin with: metarange run meeting-room-mapping --compare none,framework --out results',
    );
  root
    .command('list <what>')
    .description(`show ${listings.join(', ')}`)
    .addOption(ownThings())
    .option('--json', 'one JSON document')
    .action((what: string, flags: { with: readonly string[]; json?: true }) =>
      found({ command: 'list', what, with: flags.with, json: flags.json === true }),
    );
  root
    .command('init <what> [file]')
    .description(`write a ${templates.join(', ')} of your own to begin with, which runs as it is`)
    .action((what: string, file?: string) => found({ command: 'init', what, ...(file === undefined ? {} : { file }) }));
  const run = staged(root.command('run <scenario>'), 'simulated')
    .description('run a scenario under one profile or several, with its attacks')
    .addOption(
      new Option('--suite <suite>', `how cryptography is done: ${suiteNames.join(' or ')}`).default('symbolic'),
    )
    .option(
      '--precision <relative>',
      'repeat until the headline metrics’ intervals are within this share of their values, such as 5%, of shares within so many points; 400 times at most',
    )
    .option('--trace <file>', 'drive the scenario with a recording: CSV with date, Temperature, Humidity, Light, CO2')
    .option('--costs <file>', 'what work costs, in place of the published times: JSON as list costs --json prints it')
    .addOption(ownThings());
  if (canInspect)
    run.option('--inspect <node>', 'with --until: show the state of a node at that time (describe lists the nodes)');
  run.action((scenario: string, flags: RunWords) => found({ command: 'run', world: 'virtual', scenario, flags }));
  staged(root.command('live <scenario>'), 'real')
    .description('run a scenario as real processes on real sockets of this machine, in real time')
    .option(
      '--store <url>',
      'keep what storages store in a PostgreSQL server, postgres://USER:PASSWORD@HOST:PORT/DATABASE (default: a database on disk for each)',
    )
    .option(
      '--mqtt <url>',
      'let devices and gateways reach their IoT platforms through an MQTT broker, mqtt://USER:PASSWORD@HOST:PORT or mqtts:// (default: a broker in each platform)',
    )
    .action((scenario: string, flags: Omit<RunWords, 'suite' | 'with'>) =>
      found({ command: 'run', world: 'live', scenario, flags: { ...flags, suite: 'openssl', with: [] } }),
    );
  root
    .command('ablate <scenario>')
    .description(
      'attacks x controls: what each stops alone, what its removal lets in, what it costs, and which are enough',
    )
    .addOption(setting())
    .option('--size <size>', sizeText, 'smoke')
    .option('--profile <profile>', 'whose controls are taken out', 'framework')
    .addOption(
      new Option('--controls <ids>', 'play this set of its controls too, with commas; repeatable')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--attack <ids>', 'attacks by id or name, with commas; each plays alone (default: the scenario’s own)')
    .option('--seed <number>', seedText, '1')
    .option('--replications <number>', 'how often each cell is played, sharing random numbers', '30')
    .option('--out <folder>', 'write manifest.json, ablation.json and a report with its figures and tables')
    .option('--json', 'one JSON document: what ablation.json holds')
    .action((scenario: string, flags: AblateWords) => found({ command: 'ablate', scenario, flags }));
  root
    .command('describe <scenario>')
    .description('show a scenario: drawing, parameters, attacks, claims and nodes')
    .addOption(setting())
    .addOption(ownThings())
    .option('--size <size>', sizeText, 'smoke')
    .option('--seed <number>', seedText, '1')
    .option('--nodes [word]', 'list the nodes one by one, or those with this word in their name, role or sort')
    .option('--json', 'one JSON document')
    .action((scenario: string, flags: SceneWords) => found({ command: 'describe', scenario, flags }));
  root
    .command('sweep <study>')
    .description('play the runs of a study on all cores, into a folder; the same command goes on where one was ended')
    .option('--out <folder>', 'where its store and tables go')
    .option('--workers <number>', 'processes that play runs (default: one for each core)')
    .option('--run-timeout <time>', runTimeoutText)
    .addOption(setting())
    .option('--seed <number>', `${seedText} (default: the study’s)`)
    .option('--replications <number>', 'how often each cell is played (default: as the study says)')
    .option('--precision <relative>', 'repeat until the study’s values are this precise in every cell, such as 5%')
    .addOption(ownThings())
    .option('--engine <url>', 'let workers on any machines play: a Redis, redis://USER:PASSWORD@HOST:PORT or rediss://')
    .option('--shard <part>', 'play one part of several into a folder of its own: 3/100, auto or auto/100')
    .option('--gather', 'bring the runs of shards together, playing none')
    .option('--json', 'one JSON document: what study.json holds')
    .action((study: string, flags: SweepWords) => found({ command: 'sweep', study, flags }));
  root
    .command('worker')
    .description('play runs of studies that a Redis holds, until told to end')
    .option('--engine <url>', 'the Redis: redis://USER:PASSWORD@HOST:PORT or rediss://')
    .option('--workers <number>', 'processes that play runs (default: one for each core)')
    .option('--run-timeout <time>', runTimeoutText)
    .addOption(ownThings())
    .option('--lost-after <time>', 'its runs are given to others once it has been silent for so long', '10s')
    .option('--log <level>', 'log to the standard error: trace, debug, info, warn or error', 'info')
    .action((flags: WorkerWords) => found({ command: 'worker', flags }));
  root
    .command('query <folder> <sql>')
    .description('ask the store of a study in SQL, for reading only; results holds levels beside values')
    .option('--json', 'one JSON document')
    .action((folder: string, sql: string, flags: { json?: true }) =>
      found({ command: 'query', folder, sql, json: flags.json === true }),
    );
  root
    .command('calibrate')
    .description('measure what work costs on this machine, for run --costs')
    .option('--class <class>', `the device class that this machine is: ${deviceClasses.join(', ')}`, 'server')
    .option('--quick', 'in some seconds, with wider intervals')
    .option('--out <file>', 'write the cost tables (JSON)')
    .option('--json', 'one JSON document: what --out writes')
    .action((flags: CalibrateWords) => found({ command: 'calibrate', flags }));
  root
    .command('bench')
    .description('measure events a second beside references, and the load that saturates')
    .option('--json', 'one JSON document')
    .action((flags: { json?: true }) => found({ command: 'bench', json: flags.json === true }));
  root
    .command('validate')
    .description('compare the building blocks with closed forms, or the virtual world with the live one')
    .addOption(
      new Option('--only <ids>', 'rows by id, with commas; repeatable').argParser(collect).default([], 'all rows'),
    )
    .option('--worlds', 'play the same runs in both worlds and compare them: the better part of an hour, in real time')
    .option('--quick', 'with --worlds: fewer runs, to see that it works')
    .option('--json', 'one JSON document')
    .action((flags: ValidateWords) => found({ command: 'validate', flags }));
  root
    .command('diff <one> <other>')
    .description('compare two results folders, or two summary files')
    .option('--json', 'one JSON document')
    .action((one: string, other: string, flags: { json?: true }) =>
      found({ command: 'diff', one, other, json: flags.json === true }),
    );
  root
    .command('reproduce <folder>')
    .description('run again what a results folder tells of, or the runs of a study’s, and compare digests and metrics')
    .option('--only <runs>', 'of a study: a cell, or cell/replication, with commas (default: all of its runs)')
    .option('--sample <number>', 'of a study: so many of its runs, drawn by its seed')
    .addOption(
      new Option('--with <file>', 'code of its own that these results name, once you trust it; repeatable')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--out <folder>', 'write the new results, for diff')
    .option('--facts', 'with --out: also facts.jsonl, every fact on a line')
    .option('--json', 'one JSON document')
    .action((folder: string, flags: ReproduceWords) => found({ command: 'reproduce', folder, flags }));
  root
    .command('report <folder>')
    .description('write report.html anew from a results folder')
    .action((folder: string) => found({ command: 'report', folder }));
  root
    .command('export <folder>')
    .description('write results in another form: an ATT&CK Navigator layer, a STIX 2.1 bundle or a labelled data set')
    .option('--as <form>', `the form: ${exportForms.join(', ')}`)
    .option('--profile <profile>', 'of a layer: the profile whose success rates are its scores (default: the first)')
    .option('--out <path>', 'file that it goes to (default: the standard output); of a data set: the folder')
    .action((folder: string, flags: { as?: string; profile?: string; out?: string }) =>
      found({ command: 'export', folder, ...flags }),
    );
  root
    .command('dashboard')
    .description('serve a page that starts runs and follows them as they happen')
    .option('--port <number>', 'port; 0 for any that is free', '8717')
    .option('--host <address>', 'address; others than 127.0.0.1 open it to other machines', '127.0.0.1')
    .option('--log <level>', 'log to the standard error: trace, debug, info, warn or error', 'info')
    .action((flags: { host: string; port: string; log: string }) => found({ command: 'dashboard', ...flags }));
  return root;
};
