import type { Types } from 'mongoose'
import { PLACE_CATEGORIES, PLACE_STATUSES } from '@yike/shared/directory/categories'
import type { OpeningHours } from '@yike/shared/directory/hours'
import { hoursInWords } from '@yike/shared/directory/hours-text'
import type { EntryChanges } from '@yike/shared/directory/schemas'
import { LANGUAGES, PREMISES_STATES, SERVICE_GROUPS, SERVICE_TOPICS } from '@yike/shared/directory/taxonomy'
import { MEAL_MODES } from '@yike/shared/meals/kinds'
import { ruleInWords } from '@yike/shared/meals/rules'
import { toApiTime } from '@yike/shared/time/china'
import type { Change, Place, Premises, Service } from './model'
import { ACCESSIBILITY } from './presenter'

interface Field {
  label: string
  /** The value as one reads it; without it a text or a number is itself. */
  says?: (value: never) => string
}

const listed = (words: Record<string, string>) => (codes: readonly string[]) =>
  codes.map((code) => words[code] ?? code).join('、')
const yuan = (fen: number) => `${fen / 100} 元`
const HOURS: Field = { label: '时间', says: (hours: OpeningHours) => hoursInWords(hours) }
const STATUS: Field = { label: '开不开', says: (status: Place['status']) => PLACE_STATUSES[status] }

const PLACE: Partial<Record<keyof Place, Field>> = {
  name: { label: '名字' },
  category: { label: '类别', says: (code: Place['category']) => PLACE_CATEGORIES[code].label },
  address: { label: '地址' },
  location: {
    label: '位置',
    says: ({ coordinates }: Place['location']) => coordinates.map((one) => one.toFixed(5)).join('，'),
  },
  phone: { label: '电话' },
  morePhones: { label: '别的电话', says: (phones: string[]) => phones.join('、') },
  status: STATUS,
  alert: { label: '提醒' },
  about: { label: '说明' },
  hours: { ...HOURS, label: '开门时间' },
  accessibility: { label: '方便不方便', says: listed(ACCESSIBILITY) },
  photoIds: { label: '照片', says: (ids: unknown[]) => `${ids.length} 张` },
  organizationName: { label: '谁办的' },
}
const SERVICE: Partial<Record<keyof Service, Field>> = {
  name: { label: '名字' },
  about: { label: '说明' },
  eligibility: { label: '谁能约' },
  minAge: { label: '最小几岁' },
  maxAge: { label: '最大几岁' },
  weeklyLimit: { label: '一周最多几次' },
  maxSeats: { label: '一次最多几份' },
  priceFen: { label: '价钱', says: yuan },
  noteChoices: { label: '能提的要求', says: listed({}) },
  closesBeforeMinutes: { label: '提前几分钟截止' },
  opensBeforeDays: { label: '提前几天能约' },
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

/** What was changed, the newest first; what only the machine keeps has no label and is left out. */
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
export const presentPlaceChanges = changesOf(PLACE)
export const presentServiceChanges = changesOf(SERVICE)
export const presentPremisesChanges = changesOf(PREMISES)
