/** A part of a whole in whole per cent, half up, worked out in whole numbers; null of nothing. */
export const perCent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((200 * part + whole) / (2 * whole));

/** A quotient to so many decimal places, half up; null when there is nothing to divide by. */
export const quotient = (sum: number, by: number, decimals = 0): number | null => {
  const scale = 10 ** decimals;
  return by === 0 ? null : Math.floor((2 * sum * scale + by) / (2 * by)) / scale;
};
