import { actInWords, AUDIT_KINDS } from '@yike/shared/audit/kinds'
import type { AuditEntryView } from '@yike/shared/audit/schemas'
import { clockOf, dayOf, toApiTime } from '@yike/shared/time/china'
import type { Cell, Table } from '../files/tables'
import { NAMES_SHOWN, type NamedEntries } from './list'
import type { AuditEntry } from './model'

type Names = NamedEntries['names']

const ERASED = '（已删除）'

export function presentEntry(entry: AuditEntry, names: Names): AuditEntryView {
  const { _id, at, kind, act, why, actorId, people, seq } = entry
  const named = (id: unknown) => ({ id: String(id), name: names.get(String(id)) ?? ERASED })
  return {
    id: _id,
    at: toApiTime(at),
    kind: { code: kind, label: AUDIT_KINDS[kind] },
    act: { code: act, label: actInWords(act) },
    why,
    by: actorId && named(actorId),
    people: people.slice(0, NAMES_SHOWN).map(named),
    concerned: people.length,
    seq: seq ?? null,
  }
}

const COLUMNS: readonly { heading: string; width: number; of: (entry: AuditEntry, names: Names) => Cell }[] = [
  { heading: '序号', width: 8, of: ({ seq }) => seq ?? null },
  { heading: '日期', width: 12, of: ({ at }) => dayOf(at) },
  { heading: '时间', width: 8, of: ({ at }) => clockOf(at) },
  { heading: '做了什么', width: 10, of: ({ kind }) => AUDIT_KINDS[kind] },
  { heading: '哪一块', width: 14, of: ({ act }) => actInWords(act) },
  { heading: '理由', width: 20, of: ({ why }) => why },
  { heading: '谁', width: 12, of: ({ actorId }, names) => actorId && (names.get(String(actorId)) ?? ERASED) },
  {
    heading: '谁的数据',
    width: 30,
    of: ({ people }, names) =>
      people
        .slice(0, NAMES_SHOWN)
        .map((id) => names.get(String(id)) ?? ERASED)
        .join('、') + (people.length > NAMES_SHOWN ? ` 等 ${people.length} 人` : ''),
  },
  { heading: '接口', width: 36, of: ({ act }) => act },
  { heading: '校验', width: 46, of: ({ hash }) => hash ?? null },
]

export const auditTable = ({ entries, names }: NamedEntries): Table => ({
  widths: COLUMNS.map(({ width }) => width),
  rows: [COLUMNS.map(({ heading }) => heading), ...entries.map((entry) => COLUMNS.map(({ of }) => of(entry, names)))],
})
