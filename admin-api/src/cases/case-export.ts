import { MOST_CASES_EXPORTED, type ExportCases } from '@yike/shared/cases/export-schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { tableFile, withExporter, type Cell } from '../files/tables'
import type { Call } from '../http/handle'
import { assigneesOf, describeCases } from './describe'
import { listForStaff } from './list'
import { presentStaffCard } from './presenter'
import { namedReporters } from './show-staff'

const HEADINGS = '编号 类型 类别 诉求 地点 走到哪一步 什么时候来的 最晚 谁在办 单位 督办'.split(' ')
const WIDTHS = [16, 10, 14, 36, 24, 12, 18, 18, 10, 20, 6]

/** The cases of a list as a file, in its order. */
export async function exportCases(
  { actor, now, saw }: Pick<Call, 'actor' | 'now' | 'saw'>,
  { format, ...asked }: z.output<typeof ExportCases>,
) {
  const { items, nextCursor } = await listForStaff(actor, { ...asked, limit: MOST_CASES_EXPORTED }, now)
  if (nextCursor)
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { view: [`超过 ${MOST_CASES_EXPORTED} 件，加上类型、类别或者谁在办，分几次导出`] },
    })
  saw(namedReporters(items))
  const [cases, people] = await Promise.all([describeCases(items), assigneesOf(items)])
  const rows = cases.map((one): Cell[] => {
    const card = presentStaffCard(one, people, now)
    const { number, kind, category, title, address, state, promise, assignee, receiver, supervised } = card
    return [
      ...[number, kind.label, category?.name ?? null, title, address, state.label],
      ...[one.record.filedAt, promise.dueAt ? new Date(promise.dueAt) : null],
      ...[assignee?.name ?? null, receiver?.name ?? null, supervised ? '督办' : null],
    ]
  })
  const table = withExporter({ widths: WIDTHS, rows: [HEADINGS, ...rows] }, actor.name, now)
  return tableFile(`诉求 ${dayOf(now)}`, format, table)
}
