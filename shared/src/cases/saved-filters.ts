/** The most filters that somebody saves, the longest name of one, and the most cases that somebody follows. */
export const FILTERS_MAX = 20
export const FILTER_NAME_MAX = 20
export const STARS_MAX = 200
