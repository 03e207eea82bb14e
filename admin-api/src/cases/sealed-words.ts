import { cellOf, cellsAround } from '@yike/shared/geo/cells'
import { buildingSaid } from '@yike/shared/territory/address'
import type { LngLat } from '@yike/shared/geo/walking'
import type { CaseWords } from './model'
import { blindIndex, blindIndexes, openValue, sealValue, type SealedValue } from '../sealing'

/** The words of a report, an answer or a comment: they may tell of somebody's health. Null for no words. */
export const sealWords = (text: string) => (text ? sealValue('words', text) : null)
export const openedWords = (text: SealedValue<string> | null) => (text ? openValue('words', text) : '')

/** The place that a report is about, as it was typed and as it was tapped on the map. */
export const placeOf = ({
  address,
  position,
}: {
  address: SealedValue<string> | null
  position: SealedValue<LngLat> | null
}) => ({
  address: address && openValue('address', address),
  position: position && openValue('position', position),
})

/** The people on the other side of a dispute, as its reporter wrote them down. */
export const partiesOf = ({ parties }: Pick<CaseWords, 'parties'>) => (parties ? openValue('parties', parties) : [])

/** The answers to the questions of its form. */
export const answersOf = ({ answers }: Pick<CaseWords, 'answers'>) => (answers ? openValue('answers', answers) : [])

/** The square of the map that a position lies in, as a blind index: finds what was reported nearby. */
export const cellIndex = (position: LngLat) => blindIndex('cell', cellOf(position))
/** The indexes of that square and of those around it. */
export const cellIndexesAround = (position: LngLat) =>
  cellsAround(position).flatMap((cell) => blindIndexes('cell', cell))

/** The building that an address says, as a blind index: cases with the same one are at one building. Null where it says none. */
export function buildingIndex(address: string): string | null {
  const said = buildingSaid(address)
  return said === null ? null : blindIndex('building', said)
}

/** The home of a reporter on the day of the report. */
export const reportedHome = (home: SealedValue<string> | null | undefined) =>
  home ? openValue('home-text', home) : null
