import { REPORT_PART_CODES, type ReportPart } from '@yike/shared/cases/hidden-words'
import { sealAddress } from '../addresses'
import type { TalkedCase } from './describe'
import type { CaseSaid, CaseWords } from './model'
import { buildingIndex, sealWords } from './sealed-words'

/** Whether words of a record are hidden now. */
export const isMarked = (hidden: CaseWords['hidden'] | CaseSaid['hidden']) =>
  Object.values(hidden ?? {}).some((mark) => mark?.on)

/** The parts and the steps of a case of which words are hidden now. */
export const hiddenIn = ({ record: { events }, words, said }: TalkedCase) => ({
  parts: REPORT_PART_CODES.filter((part) => words?.hidden?.[part]?.on),
  steps: events.flatMap(({ seq, reason }) => (reason && said.get(String(reason))?.hidden?.text?.on ? [seq] : [])),
})

/** A part of a report as its record keeps it. */
export function fieldsOf(part: ReportPart, text: string): Partial<CaseWords> {
  if (part === 'title') return { title: text }
  if (part === 'description') return { description: sealWords(text) }
  return { address: sealAddress(text), building: buildingIndex(text) }
}
