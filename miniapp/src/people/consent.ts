/** Version of the agreement and the privacy text together; raised with every change of their meaning. */
export const CONSENT_VERSION = '2026-11'
/** The first day of this version, as both pages show it. */
export const CONSENT_SINCE = '2026年11月23日'
