import type { Types } from 'mongoose'
import { PLACE_STATUSES } from '@yike/shared/directory/categories'
import type { OpeningHours } from '@yike/shared/directory/hours'
import { hoursInWords } from '@yike/shared/directory/hours-text'
import { PLACE_FIELDS, PLACE_FIELD_NAMES } from '@yike/shared/directory/place-fields'
import type { EntryChanges } from '@yike/shared/directory/schemas'
import { LANGUAGES, PREMISES_STATES, SERVICE_GROUPS, SERVICE_TOPICS } from '@yike/shared/directory/taxonomy'
import { MEAL_MODES } from '@yike/shared/meals/kinds'
import { ruleInWords } from '@yike/shared/meals/rules'
import { toApiTime } from '@yike/shared/time/china'
import type { Change, Place, Premises, Service } from './model'
import { keysOf, wordsOf } from './place-record'

interface Field {
  label: string
  /** The value in words; without it a text or a number stays itself. */
  says?: (value: never) => string
}

const listed = (words: Record<string, string>) => (codes: readonly string[]) =>
  codes.map((code) => words[code] ?? code).join('、')
const yuan = (fen: number) => `${fen / 100} 元`
const HOURS: Field = { label: '时间', says: (hours: OpeningHours) => hoursInWords(hours) }
const STATUS: Field = { label: '开不开', says: (status: Place['status']) => PLACE_STATUSES[status] }

const SERVICE: Partial<Record<keyof Service, Field>> = {
  name: { label: '名字' },
  about: { label: '说明' },
  eligibility: { label: '谁能约' },
  minAge: { label: '最小几岁' },
  maxAge: { label: '最大几岁' },
  weeklyLimit: { label: '一周最多几次' },
  needsRealName: { label: '要不要实名', says: (needs: boolean) => (needs ? '要' : '不要') },
  maxSeats: { label: '一次最多几份' },
  priceFen: { label: '价钱', says: yuan },
  noteChoices: { label: '能提的要求', says: listed({}) },
  closesBeforeMinutes: { label: '提前几分钟截止' },
  opensBeforeDays: { label: '提前几天能约' },
  room: { label: '在哪间屋' },
  status: STATUS,
  topic: { label: '是什么服务', says: (code: keyof typeof SERVICE_TOPICS) => SERVICE_TOPICS[code].label },
  hours: { ...HOURS, label: '自己的时间' },
  phone: { label: '自己的电话' },
  groups: { label: '给哪些人', says: listed(SERVICE_GROUPS) },
  documents: { label: '要带什么', says: listed({}) },
  fees: {
    label: '不同的人不同价',
    says: (fees: Service['fees']) => fees.map(({ who, priceFen }) => `${who} ${yuan(priceFen)}`).join('、'),
  },
  subsidy: { label: '谁补差价' },
  mealPrices: {
    label: '助餐各档的价',
    says: (prices: Service['mealPrices'] | null) =>
      (prices ?? [])
        .map((rule, _, all) => `${ruleInWords(rule, all)}付 ${yuan(rule.payFen)}补 ${yuan(rule.subsidyFen)}`)
        .join('、'),
  },
  mealModes: { label: '怎么取', says: (modes: Service['mealModes'] | null) => listed(MEAL_MODES)(modes ?? []) },
  languages: { label: '说什么话', says: listed(LANGUAGES) },
}
const PREMISES: Partial<Record<keyof Premises, Field>> = {
  name: { label: '叫什么' },
  address: { label: '地址' },
  squareMetres: { label: '面积', says: (area: number) => `${area} 平方米` },
  use: { label: '现在做什么用' },
  owner: { label: '产权人' },
  state: { label: '现状', says: (state: Premises['state']) => PREMISES_STATES[state] },
  note: { label: '备注' },
}

function valueInWords(value: unknown, says: Field['says']): string {
  if (value === null || value === undefined || value === '') return '没写'
  const words = says ? says(value as never) : typeof value === 'string' ? value : JSON.stringify(value)
  return words || '没写'
}

/** The changes, the newest first; internal fields have no label and are left out. */
const changesOf =
  (fields: Record<string, Field | undefined>) =>
  (entry: { changes?: Change[] }, nameOf: (id: Types.ObjectId) => string): EntryChanges => ({
    items: [...(entry.changes ?? [])].reverse().flatMap(({ at, byId, field, from, to }) => {
      const known = fields[field]
      if (!known) return []
      return [
        {
          ...{ at: toApiTime(at), by: nameOf(byId), field: known.label },
          ...{ from: valueInWords(from, known.says), to: valueInWords(to, known.says) },
        },
      ]
    }),
  })
export const presentPlaceChanges = changesOf(
  Object.fromEntries(
    PLACE_FIELD_NAMES.map((name) => {
      const [key] = keysOf(name)
      return [key, { label: PLACE_FIELDS[name].label, says: (kept) => wordsOf({ [key!]: kept } as never, name) }]
    }),
  ),
)
export const presentServiceChanges = changesOf(SERVICE)
export const presentPremisesChanges = changesOf(PREMISES)
