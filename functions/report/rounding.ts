/** A part of a whole in whole per cent, rounded half up, calculated in whole numbers. Null if the whole is 0. */
export const perCent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((200 * part + whole) / (2 * whole));

/** A quotient with this many decimal places, rounded half up. Null if the divisor is 0. */
export const quotient = (sum: number, by: number, decimals = 0): number | null => {
  const scale = 10 ** decimals;
  return by === 0 ? null : Math.floor((2 * sum * scale + by) / (2 * by)) / scale;
};
