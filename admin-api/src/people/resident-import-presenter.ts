import { IMPORT_STATES } from '@yike/shared/files/import-states'
import type { ResidentImportPreview, ResidentImport as ResidentImportView } from '@yike/shared/people/import-schemas'
import { RESIDENT_FACTS, SAME_PERSON, guessResidentMapping } from '@yike/shared/people/resident-import'
import { toApiTime } from '@yike/shared/time/china'
import type { Area } from '../territory/areas'
import { importCounts } from '../files/import-run'
import { tableOf, type Namesake, type ResidentPlan } from './resident-import'
import type { ResidentImport } from './resident-import-model'

type Card = Omit<ResidentImportView, 'left' | 'headings' | 'communities' | 'mapping'>

export const presentResidentImportCard = (record: Omit<ResidentImport, 'sealed'>): Card => ({
  id: String(record._id),
  fileName: record.fileName,
  by: record.byName,
  at: toApiTime(record.at),
  expiresAt: toApiTime(record.expiresAt),
  state: { code: record.state, label: IMPORT_STATES[record.state] },
  rowCount: record.rowCount,
  communityId: record.settings?.communityId ? String(record.settings.communityId) : null,
  counts: importCounts(record.steps),
})

const CHANGED = '刚刚有人改过这一位的登记'

export function presentResidentImport(record: ResidentImport, communities: readonly Area[]): ResidentImportView {
  const { headings, rows } = tableOf(record)
  const refused = record.steps.filter(({ state }) => state === 'refused').map(({ at }) => ({ at, reason: CHANGED }))
  return {
    ...presentResidentImportCard(record),
    headings,
    mapping: record.settings?.mapping ?? guessResidentMapping(headings),
    communities: communities.map(({ _id, name }) => ({ id: String(_id), name })),
    left: [...record.left, ...refused]
      .sort((a, b) => a.at - b.at)
      .map(({ at, reason }) => ({ row: at + record.firstRow, cells: rows[at] ?? [], reason })),
  }
}

const factsOf = ({ name, phone, birthYear, idLast4, home }: Omit<Namesake, 'person' | 'row'>) => ({
  ...{ name, phoneLast4: phone?.slice(-4) ?? null, birthYear, idLast4, home },
})
const NOTHING = { phoneLast4: null, birthYear: null, idLast4: null, home: null }

export const presentResidentPreview = (
  plans: readonly ResidentPlan[],
  { firstRow }: ResidentImport,
): ResidentImportPreview => ({
  rows: plans.map((plan) => {
    const row = { at: plan.at, row: plan.at + firstRow }
    if ('problems' in plan)
      return { ...row, ...NOTHING, name: plan.name, area: '', problems: plan.problems, doubts: [], like: null }
    const { resident, standing, doubts, like } = plan
    return {
      ...{ ...row, ...factsOf(resident), doubts, problems: [] },
      area: [standing.community.name, standing.grid?.name].filter(Boolean).join(' '),
      like: like && {
        ...factsOf(like),
        id: like.person && String(like.person._id),
        row: like.row,
        why: { code: like.why, label: SAME_PERSON[like.why] },
        adds: like.adds.map((fact) => RESIDENT_FACTS[fact]),
        canMerge: like.canMerge,
      },
    }
  }),
})
