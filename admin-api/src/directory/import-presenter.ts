import { PLACE_CATEGORIES } from '@yike/shared/directory/categories'
import { hoursInWords } from '@yike/shared/directory/hours-text'
import { LIKE_REASONS, guessMapping } from '@yike/shared/directory/import'
import { IMPORT_STATES } from '@yike/shared/files/import-states'
import type { ImportPreview, PlaceImport as PlaceImportView } from '@yike/shared/directory/upkeep-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { importCounts } from '../files/import-run'
import type { RowPlan } from './import'
import type { PlaceImport } from './import-model'

export const presentImportCard = ({
  _id,
  fileName,
  byName,
  at,
  state,
  headings,
  settings,
  system,
  steps,
  left,
}: Omit<PlaceImport, 'rows'>): Omit<PlaceImportView, 'left' | 'headings'> => ({
  id: String(_id),
  fileName,
  by: byName,
  at: toApiTime(at),
  state: { code: state, label: IMPORT_STATES[state] },
  rowCount: steps.length + left.length,
  mapping: settings?.mapping ?? guessMapping(headings),
  system: settings?.system ?? system,
  category: settings?.category ?? null,
  counts: importCounts(steps),
})

const TAKEN = '名字刚刚被别处用了，或者那一处刚刚有人改过'

export const presentImport = (record: PlaceImport): PlaceImportView => {
  const row = (at: number, reason: string) => ({ row: at + record.firstRow, cells: record.rows[at] ?? [], reason })
  const refused = record.steps.filter(({ state }) => state === 'refused').map(({ at }) => ({ at, reason: TAKEN }))
  return {
    ...presentImportCard(record),
    rowCount: record.rows.length,
    headings: record.headings,
    left: [...record.left, ...refused].sort((a, b) => a.at - b.at).map(({ at, reason }) => row(at, reason)),
  }
}

export const presentImportPreview = (
  plans: readonly RowPlan[],
  { firstRow, headings }: PlaceImport,
  mapping: PlaceImportView['mapping'],
): ImportPreview => ({
  rows: plans.map((plan) => {
    const cell = (column: number | undefined) => plan.cells[column ?? headings.length] ?? ''
    const row = {
      at: plan.at,
      row: plan.at + firstRow,
      name: cell(mapping.name),
      address: cell(mapping.address),
      doubts: plan.doubts,
    }
    if ('problems' in plan)
      return { ...row, category: '', community: '', hours: null, problems: plan.problems, like: null }
    const { place, community, like } = plan
    return {
      ...row,
      category: PLACE_CATEGORIES[place.category].label,
      community: community.name,
      hours: place.hours ? { written: cell(mapping.hours).trim(), read: hoursInWords(place.hours) } : null,
      problems: [],
      like: like && { ...like, why: { code: like.why, label: LIKE_REASONS[like.why] } },
    }
  }),
})
