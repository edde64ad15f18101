import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { listings } from './command-words.ts';
import type { Words } from './command-words.ts';
import { FaultyRequest, oneLine, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
import { program } from './program.ts';
import type { Shape } from './program.ts';

/** What a message of the parser holds between its first and last quote. */
const named = (message: string): string =>
  /'([\s\S]*)'/.exec(message.replace(/\n\(Did you mean[\s\S]*$/, ''))?.[1] ?? '';

/** A parameter and its value that stand apart, as they should have been written; undefined where that is not the fault. */
const splitSetting = (argv: readonly string[]): string | undefined => {
  const at = argv.findIndex((word, index) => argv[index - 1] === '--set' && !word.includes('='));
  const value = argv[at + 1];
  return at < 0 || value === undefined || value.startsWith('-')
    ? undefined
    : `--set ${oneLine(`${argv[at]!}=${value}`, 80)}`;
};

const faultOf = (error: CommanderError, root: Command, argv: readonly string[]): FaultyRequest => {
  const word = named(error.message);
  const command = root.commands.find(
    (candidate) => candidate.name() === argv.find((argument) => !argument.startsWith('-')),
  );
  const usage = command
    ? `metarange ${command.name()} ${command.registeredArguments.map((argument) => `<${argument.name()}>`).join(' ')}`.trim()
    : 'metarange --help';
  const flags = (command ?? root).options.map((option) => option.long ?? option.flags);
  const place = command ? `metarange ${command.name()}` : 'metarange';
  switch (error.code) {
    case 'commander.unknownOption':
      return new FaultyRequest(`unknown flag ${quoted(word)}`, place, nearestName(word, [...flags, '--help']));
    case 'commander.unknownCommand':
      return new FaultyRequest(
        `unknown command ${quoted(word)}`,
        'metarange',
        nearestName(
          word,
          root.commands.map((one) => one.name()),
        ),
      );
    case 'commander.optionMissingArgument':
      return new FaultyRequest(`no value for flag ${quoted(word)}`, place, word.replace(/^.*?(--\S+ )/, '$1'));
    case 'commander.missingArgument':
      return new FaultyRequest(`missing argument ${quoted(word)}`, place, usage.replace('<what>', listings.join('|')));
    case 'commander.excessArguments':
      return new FaultyRequest('too many arguments', place, splitSetting(argv) ?? usage);
    default:
      return new FaultyRequest(quoted(error.message), place, usage);
  }
};

/** Reads the words of a command line, without the program's name. Throws the fault of one that is spelt wrong. */
export function readWords(argv: readonly string[], shape: Shape): Words {
  let words: Words | undefined;
  let text = '';
  const root = program(shape, (found) => {
    words = found;
  });
  for (const command of [root, ...root.commands]) {
    command
      .exitOverride()
      .allowExcessArguments(false)
      .showSuggestionAfterError(false)
      .configureOutput({
        writeOut: (part) => {
          text += part;
        },
        writeErr: () => undefined,
      });
  }
  try {
    root.parse(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: 'help', text };
    throw faultOf(error, root, argv);
  }
  if (words === undefined)
    throw new FaultyRequest('no command', 'metarange', root.commands.map((command) => command.name()).join(', '));
  return words;
}
