import { Types, type QueryFilter } from 'mongoose'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import {
  figuresOf,
  rateOf,
  sumOf,
  together,
  type Figures,
  type RateCode,
  type RateGroup,
} from '@yike/shared/cases/rates'
import type { GetRates, RateTable } from '@yike/shared/cases/rate-schemas'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { receiversByIds } from '../receivers/list'
import { areasByIds } from '../territory/areas'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'

/** The fields of a case that rates and their groups read. */
const READ = {
  ...{ kind: 1, filedAt: 1, areas: 1, 'receiver.id': 1 },
  ...{ dueAt: 1, repliedAt: 1, answeredAt: 1, pausedAt: 1, merged: 1, 'rating.score': 1 },
} as const
type Counted = Pick<
  CaseRecord,
  'kind' | 'filedAt' | 'areas' | 'receiver' | 'dueAt' | 'answeredAt' | 'pausedAt' | 'merged'
>
const casesFiled = (filter: QueryFilter<CaseRecord>) => CaseModel.find(filter, READ).lean<Counted[]>()

/** The figures of the cases that the actor sees and that were filed since an instant. */
export async function figuresSince(actor: Actor, from: Date, now: Date): Promise<Figures> {
  const cases = await casesFiled({ ...casePolicy.visible(actor), filedAt: { $gte: from, $lte: now } })
  return sumOf(cases.map((c) => figuresOf(c, now)))
}

/** The name of what the office does itself, among the receivers. */
const OWN = '社区自己办的'
/** Of a case that no area of this level holds. */
const NOWHERE = '没划到'

/** The group of each case: its key, which is an id, a code or a month. */
async function grouping(by: RateGroup, areaIds: readonly Types.ObjectId[]) {
  if (by === 'kind') return (c: Counted): string => c.kind
  if (by === 'month') return (c: Counted) => dayOf(c.filedAt).slice(0, 7)
  if (by === 'receiver') return (c: Counted) => (c.receiver ? String(c.receiver.id) : '')
  const ofLevel = new Set((await areasByIds(areaIds)).filter(({ level }) => level === by).map(({ _id }) => String(_id)))
  return (c: Counted) => String(c.areas.find((id) => ofLevel.has(String(id))) ?? '')
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
  const [start, end] = [instantAt(`${from}-01`, 0), instantAt(addDays(`${until}-28`, 4).slice(0, 8) + '01', 0)]
  const cases = await casesFiled({
    ...casePolicy.counted(actor),
    filedAt: { $gte: start, $lt: end },
    ...(kind ? { kind } : {}),
  })
  const areaIds = new Map(cases.flatMap(({ areas }) => areas).map((id) => [String(id), id]))
  const keyOf = await grouping(by, [...areaIds.values()])
  const groups = new Map<string, Figures>()
  for (const c of cases) {
    const figures = figuresOf(c, now)
    const before = groups.get(keyOf(c))
    groups.set(keyOf(c), before ? together(before, figures) : figures)
  }
  const labelOf = await labelsOf(by, [...groups.keys()])
  const rows = [...groups]
    .map(([key, figures]) => ({ id: key || 'none', label: labelOf(key), key, figures }))
    .sort((a, b) => (by === 'month' ? a.key.localeCompare(b.key) : a.label.localeCompare(b.label, 'zh')))
  return {
    rows: rows.map(({ id, label, figures }) => ({ id, label, figures: shown(figures) })),
    total: shown(sumOf([...groups.values()])),
  }
}
