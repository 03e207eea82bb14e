import { sameName } from './names'

/** The fields by which two records of people are compared. */
export interface Known {
  name: string
  phone: string | null
  birthYear: number | null
  idLast4?: string | null | undefined
}

/**
 * Whether two records of one community are likely the same person: the same name, and no known field that differs.
 * 李桂兰 born 1944 and 李桂兰 of unknown year are; 李桂兰 born 1944 and 李桂兰 born 1971 are not.
 */
export function likelySame(a: Known, b: Known): boolean {
  if (!sameName(a.name, b.name)) return false
  if (a.phone && b.phone && a.phone === b.phone) return true
  if (a.idLast4 && b.idLast4 && a.idLast4 !== b.idLast4) return false
  return a.birthYear === null || b.birthYear === null || a.birthYear === b.birthYear
}
