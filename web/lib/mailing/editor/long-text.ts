/** Characters past which a box for plain text is what stays quick. */
export const LONG_TEXT = 100_000
