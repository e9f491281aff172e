/** Ends a command that was called wrongly: says what is wrong and how to call it; exit code 2. */
export function refuseUsage(problem: string, usage: string): never {
  console.error(`${problem}\nUsage: ${usage}`);
  process.exit(2);
}
