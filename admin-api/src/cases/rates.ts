import { Types } from 'mongoose'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { rateOf, sumOf, type Figures, type RateCode, type RateGroup } from '@yike/shared/cases/rates'
import type { GetRates, RateTable } from '@yike/shared/cases/rate-schemas'
import { figuresAt, type Tally } from '@yike/shared/cases/tallies'
import { compareAreaNames } from '@yike/shared/territory/name-order'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { receiversByIds } from '../receivers/list'
import { areasByIds } from '../territory/areas'
import type { CaseRecord } from './model'
import { casePolicy } from './policy'
import { readTallies, type SeenCell } from './read-tallies'
import type { TallyRow } from './tally-model'

/** The name of what the office does itself, among the receivers. */
const OWN = '社区自己办的'
/** Of a case that no area of this level holds. */
const NOWHERE = '没划到'

/** The group of a row of a cell: its key, which is an id, a code or a month. */
async function grouping(by: RateGroup, cells: readonly SeenCell[]): Promise<(cell: SeenCell, row: TallyRow) => string> {
  if (by === 'kind') return (_, { kind }) => kind
  if (by === 'month') return ({ period }) => period
  if (by === 'receiver') return (_, { of }) => (of ? String(of) : '')
  const areas = new Map(cells.flatMap((cell) => cell.areas).map((id) => [String(id), id]))
  const ofLevel = (await areasByIds([...areas.values()])).filter(({ level }) => level === by)
  const ids = new Set(ofLevel.map(({ _id }) => String(_id)))
  const keys = new Map(cells.map((cell) => [cell, String(cell.areas.find((id) => ids.has(String(id))) ?? '')]))
  return (cell) => keys.get(cell)!
}

/** The names of groups, by key. */
async function labelsOf(by: RateGroup, keys: readonly string[]): Promise<(key: string) => string> {
  if (by === 'kind') return (key) => CASE_KINDS[key as CaseRecord['kind']].label
  if (by === 'month') return (key) => `${Number(key.slice(0, 4))}年${Number(key.slice(5))}月`
  const ids = keys.filter(Boolean)
  const named =
    by === 'receiver' ? await receiversByIds(ids) : await areasByIds(ids.map((id) => new Types.ObjectId(id)))
  const names = new Map<string, string>(named.map(({ _id, name }) => [String(_id), name]))
  return (key) => names.get(key) ?? (by === 'receiver' ? (key ? '已撤销的单位' : OWN) : NOWHERE)
}

const shown = (figures: Figures): RateTable['total'] => {
  const share = (code: RateCode) => ({ ...figures[code], rate: rateOf(figures[code]) })
  return { filed: figures.filed, answered: share('answered'), solved: share('solved'), satisfied: share('satisfied') }
}

/** The three rates of the cases filed in some months, in groups; by name or month, not by rate. */
export async function rateTable(
  actor: Actor,
  { by, from, until, kind }: z.output<typeof GetRates>,
  now: Date,
): Promise<RateTable> {
  const read = { span: 'month', by: by === 'receiver' ? 'receiver' : 'kind', from, until } as const
  const cells = await readTallies(casePolicy.countedIn(actor), read)
  const keyOf = await grouping(by, cells)
  const tallies = new Map<string, Tally[]>()
  for (const cell of cells)
    for (const row of cell.rows) {
      if (kind && row.kind !== kind) continue
      const key = keyOf(cell, row)
      const others = tallies.get(key)
      if (others) others.push(row)
      else tallies.set(key, [row])
    }
  const groups = new Map([...tallies].map(([key, some]) => [key, figuresAt(some, now)]))
  const labelOf = await labelsOf(by, [...groups.keys()])
  const shownRows = [...groups]
    .map(([key, figures]) => ({ id: key || 'none', label: labelOf(key), key, figures }))
    .sort((a, b) => (by === 'month' ? a.key.localeCompare(b.key) : compareAreaNames(a.label, b.label)))
  return {
    rows: shownRows.map(({ id, label, figures }) => ({ id, label, figures: shown(figures) })),
    total: shown(sumOf([...groups.values()])),
  }
}
