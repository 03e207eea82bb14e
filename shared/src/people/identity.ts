/**
 * The end of an identity card number: four characters, the last of which may be X. Enough to find somebody, too little
 * to impersonate them.
 */
const ID_END = /^\d{3}[\dX]$/

/** The ending as it is stored, from the typed text: full-width figures and a small x are accepted. */
export const plainIdEnd = (typed: string) =>
  typed
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toUpperCase()

/** Whether the typed text is such an ending. */
export const isIdEnd = (typed: string) => ID_END.test(plainIdEnd(typed))
