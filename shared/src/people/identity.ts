/** How an identity card ends: four characters, the last of which may be X. Enough to find somebody, too little to be them. */
const ID_END = /^\d{3}[\dX]$/

/** The ending as it is kept, from what was typed: full-width figures and a small x too. */
export const plainIdEnd = (typed: string) =>
  typed
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toUpperCase()

/** Whether what was typed is such an ending. */
export const isIdEnd = (typed: string) => ID_END.test(plainIdEnd(typed))
