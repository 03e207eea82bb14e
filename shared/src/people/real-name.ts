import { plainName } from './names'

/**
 * The ways in which the office knows that a name is somebody's own. Of several the one with the higher rank counts. A
 * face is none of them.
 */
export const REAL_NAME_LEVELS = {
  none: { rank: 0, label: '还没核对', words: '多数事用不着。要用的时候，带身份证到窗口看一眼就行。' },
  register: { rank: 1, label: '社区名单上有', words: '社区的居民名单上有您，不用再办什么。' },
  service: { rank: 2, label: '核验过', words: '姓名、身份证号和手机号对得上，不用再办什么。' },
  counter: { rank: 3, label: '窗口看过证件', words: '社区窗口看过您的证件，不用再办什么。' },
} as const satisfies Record<string, { rank: number; label: string; words: string }>
export type ProvenLevel = Exclude<keyof typeof REAL_NAME_LEVELS, 'none'>

/** The documents that staff look at. Only the kind is kept. */
export const REAL_NAME_DOCUMENTS = {
  id_card: '身份证',
  household_register: '户口本',
  social_security_card: '社保卡',
  residence_permit: '居住证、通行证',
  passport: '护照',
} as const
export type RealNameDocument = keyof typeof REAL_NAME_DOCUMENTS
export const REAL_NAME_DOCUMENT_CODES = Object.keys(REAL_NAME_DOCUMENTS) as [RealNameDocument, ...RealNameDocument[]]

/** The proof that counts of those on record; null where there is none. */
export const bestProof = <Proof extends { level: ProvenLevel }>(proofs: readonly Proof[] | undefined): Proof | null =>
  (proofs ?? []).reduce<Proof | null>(
    (best, one) => (best && REAL_NAME_LEVELS[best.level].rank >= REAL_NAME_LEVELS[one.level].rank ? best : one),
    null,
  )

/** The facts by which a name is somebody's. */
interface Identity {
  name: string
  birthYear: number | null
  idLast4: string | null
}

const differs = <Value>(was: Value | null, is: Value | null | undefined) =>
  was !== null && is !== null && is !== undefined && was !== is

/**
 * Whether somebody who changes these facts is still the one whose name was confirmed: a fact that was missing may be
 * added, and one may be taken out; none becomes another.
 */
export const isSameIdentity = (was: Identity, is: { [Fact in keyof Identity]?: Identity[Fact] | undefined }) =>
  !differs(plainName(was.name), is.name === undefined ? undefined : plainName(is.name)) &&
  !differs(was.birthYear, is.birthYear) &&
  !differs(was.idLast4, is.idLast4)

/** Whether a list that says so much of somebody knows who they are: a name alone is many people's. */
export const isInRegister = ({ birthYear, idLast4 }: Pick<Identity, 'birthYear' | 'idLast4'>) =>
  birthYear !== null || idLast4 !== null
