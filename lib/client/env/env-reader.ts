import { unmet, type Expectation } from '../../transports/expectation';

/** What the text of a variable may say. */
export interface EnvValue<T> {
  /** Follows "Expected `VARIABLE` to be". */
  readonly expected: string;
  /** `undefined` for a text that says nothing of the kind. */
  parse(text: string): T | undefined;
}

/** Reads variables, and gathers what is wrong with those that were asked for. An empty variable is none. */
export class EnvReader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** True where one of them is set. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.text(name) !== undefined);
  }

  text(name: string): string | undefined {
    return this.env[name] || undefined;
  }

  /** The value of the first of them that is set, whether it is right or wrong. */
  first<T>(names: readonly string[], value: EnvValue<T>): T | undefined {
    const name = names.find((candidate) => this.has(candidate));
    return name === undefined ? undefined : this.read(name, value);
  }

  read<T>(name: string, { expected, parse }: EnvValue<T>): T | undefined {
    const text = this.text(name);
    if (text === undefined) {
      return undefined;
    }
    const value = parse(text);
    if (value === undefined) {
      this.problems.push(unmet(name, { expected, accepts: () => false }, text));
    }
    return value;
  }

  /** As it is, where the expectation accepts it. */
  readText(name: string, { expected, accepts }: Expectation): string | undefined {
    return this.read(name, { expected, parse: (text) => (accepts(text) ? text : undefined) });
  }
}
