/** A fault whose message says it all in one line: printed without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a command line tool: prints a plain fault as one line, anything else with its stack; exit code 1. */
export function runTool(main: () => Promise<number>): void {
  main().then(
    code => process.exit(code),
    (error: unknown) => {
      console.error(
        error instanceof PlainError || !(error instanceof Error) ? messageOf(error) : error.stack,
      );
      process.exit(1);
    },
  );
}
