import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command';
import { listen } from './listen';
import { send } from './send';
import { UsageError } from './usage-error';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['listen', listen],
  ['send', send],
]);

const HELP = `Usage: nestjs-stats COMMAND [OPTIONS]

  listen    open a metrics server for development, and show what arrives
  send      send lines to a metrics server

nestjs-stats COMMAND --help tells more, nestjs-stats --version the version.
`;

/** Does what the arguments say. Resolves with the exit code: 2 where they say nothing that is known. */
export async function runCommand([name = '', ...args]: string[]): Promise<number> {
  const command = COMMANDS.get(name);
  try {
    if (command === undefined) {
      return answerWithoutCommand(name);
    }
    if (asksForHelp(args)) {
      process.stdout.write(command.help);
      return 0;
    }
    return await command.run(args);
  } catch (error) {
    const usage = isUsageError(error);
    const hint = usage ? `\nTry: nestjs-stats ${command === undefined ? '' : `${name} `}--help` : '';
    process.stderr.write(`nestjs-stats: ${error instanceof Error ? error.message : String(error)}${hint}\n`);
    return usage ? 2 : 1;
  }
}

function answerWithoutCommand(name: string): number {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (name === '--version') {
    const manifest = readFileSync(join(__dirname, '../../package.json'), 'utf8');
    process.stdout.write(`${(JSON.parse(manifest) as { version: string }).version}\n`);
    return 0;
  }
  if (name === '') {
    process.stderr.write(HELP);
    return 2;
  }
  throw new UsageError(`There is no command "${name}".`);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

/** `parseArgs` of Node has codes of its own. */
function isUsageError(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS_') === true;
}
