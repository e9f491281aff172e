/** The text of an answer that can list cases; undefined for a file. The answer can still be sent. */
export const listedIn = async (answer: Response): Promise<string | undefined> =>
  /^(?:text\/html|application\/json)\b/.test(answer.headers.get('content-type') ?? '')
    ? answer.clone().text()
    : undefined;
