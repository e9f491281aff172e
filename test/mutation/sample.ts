/** Whether a mutant is in a sample of one in so many; of one in one, which is no sample, each is. */
export const inSample = (id: string, oneIn: string): boolean => Number(id) % Number(oneIn) === 0;
