/** The alias by which everything calls a function: it names the version that is in use. */
export const liveAlias = 'live';
