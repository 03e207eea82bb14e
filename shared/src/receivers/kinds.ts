/** The kinds of organisation that mend what residents report. `handsWorkDown`: it may ask a street for 工作准入. */
export const RECEIVER_KINDS = {
  department: { label: '职能部门', handsWorkDown: true },
  street_office: { label: '街道科室', handsWorkDown: true },
  utility: { label: '水电气暖', handsWorkDown: true },
  property: { label: '物业公司', handsWorkDown: false },
} as const
export type ReceiverKind = keyof typeof RECEIVER_KINDS
export const RECEIVER_KIND_CODES = Object.keys(RECEIVER_KINDS) as [ReceiverKind, ...ReceiverKind[]]

/** Whether an organisation may ask a street for 工作准入: a property company has no work to hand down. */
export const handsWorkDown = ({ kind }: { kind: ReceiverKind }) => RECEIVER_KINDS[kind].handsWorkDown

/** The origin of an entry of the dispatch catalogue: written by the office, or ruled by an arbiter for a case. */
export const CATALOGUE_SOURCES = { office: { label: '社区定的' }, ruling: { label: '会商定的' } } as const
export type CatalogueSource = keyof typeof CATALOGUE_SOURCES
