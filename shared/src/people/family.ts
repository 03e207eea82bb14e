/** The rights of somebody to act for somebody else, and how they came about. */
export const FAMILY_STATES = {
  written_down: '自己写下的',
  confirmed: '核对过的',
} as const
export type FamilyState = keyof typeof FAMILY_STATES

/** The states of one request to act for somebody. A request that is not open cannot be answered any more. */
export const BINDING_STATES = {
  open: '等对方同意',
  confirmed: '同意了',
  declined: '没同意',
  withdrawn: '撤回了',
  expired: '过期了',
  ended: '结束了',
} as const
export type BindingState = keyof typeof BINDING_STATES

/** The evidence on which staff confirm that one may act for the other. */
export const EVIDENCE_KINDS = {
  household_register: '户口本',
  id_card: '身份证',
  marriage_certificate: '结婚证',
  guardianship: '监护证明',
  other: '别的证明',
} as const
export type EvidenceKind = keyof typeof EVIDENCE_KINDS
export const EVIDENCE_CODES = Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]]

/**
 * A request that nobody answers ends by itself after this many days; a person who was declined may ask again after as
 * many.
 */
export const REQUEST_DAYS = 7
/** The most requests of one person that wait for an answer at the same time. */
export const OPEN_REQUESTS = 5
/** Minutes for which the six digits that somebody shows are valid. */
export const CODE_MINUTES = 10
export const EVIDENCE_PHOTOS = 4

const QR = 'yike-family:'
/** The text of the QR code beside the six digits. */
export const qrOfCode = (code: string) => `${QR}${code}`
/** The six digits in a scanned or typed text; null when it is something else. */
export function codeOf(read: string): string | null {
  const digits = (read.startsWith(QR) ? read.slice(QR.length) : read).replace(/\s/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}
