import { SETTINGS } from '../admin-api/src/config'

/** Settings that reach nothing outside: a demo may share them with real use. */
const SHARED = ['LOG_LEVEL', 'MAP_TILES', 'MAP_SYSTEM', 'MAP_ATTRIBUTION', 'MAP_REVIEW_NUMBER']

/** The settings of a real installation that a demo beside it must not know: each one there is, so that a new one is too. */
export const REAL_SETTINGS = SETTINGS.filter((name) => !SHARED.includes(name))
