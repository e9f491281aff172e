/** Ends a command that was called wrongly: prints the mistake and the usage, and exits with code 2. */
export function refuseUsage(problem: string, usage: string): never {
  console.error(`${problem}\nUsage: ${usage}`);
  process.exit(2);
}
