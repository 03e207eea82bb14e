import { addDays, addMinutes, dayOf, instantAt, minuteOf } from '../time/china'

/** An incident with personal data (个人信息安全事件), as article 57 of PIPL names its forms. */
export const INCIDENT_KINDS = { leak: '泄露', tampering: '篡改', loss: '丢失' } as const
export type IncidentKind = keyof typeof INCIDENT_KINDS
export const INCIDENT_KIND_CODES = Object.keys(INCIDENT_KINDS) as [IncidentKind, ...IncidentKind[]]

/** The kinds of data that an incident concerns. */
export const INCIDENT_DATA = {
  name: '姓名',
  phone: '电话',
  home: '住址、位置',
  id_number: '证件号后四位',
  health: '健康、照护',
  family: '家人关系',
  case: '诉求',
  booking: '预约、就餐、上门',
  money: '钱的往来',
  photo: '照片',
  account: '账号、登录',
} as const
export type IncidentDatum = keyof typeof INCIDENT_DATA
export const INCIDENT_DATA_CODES = Object.keys(INCIDENT_DATA) as [IncidentDatum, ...IncidentDatum[]]

/**
 * The levels of 《网络安全事件分级指南》 (annex of the rules of 2025-11-01), with the number of people from which a leak
 * of personal data alone reaches them. Other criteria (important data, money, outages) raise a level by hand.
 */
export const INCIDENT_LEVELS = {
  general: { label: '一般', people: 0 },
  large: { label: '较大', people: 1_000_000 },
  major: { label: '重大', people: 10_000_000 },
  severe: { label: '特别重大', people: 100_000_000 },
} as const
export type IncidentLevel = keyof typeof INCIDENT_LEVELS
export const INCIDENT_LEVEL_CODES = Object.keys(INCIDENT_LEVELS) as [IncidentLevel, ...IncidentLevel[]]

/** The lowest level that so many people allow. */
export const leastLevelOf = (people: number): IncidentLevel =>
  [...INCIDENT_LEVEL_CODES].reverse().find((code) => people >= INCIDENT_LEVELS[code].people)!

/** Hours after it was noticed within which an incident of level 较大 and above is reported to the province. */
export const REPORT_HOURS = 4
/** Days after its end within which such an incident is summed up for those it was reported to. */
const SUMMARY_DAYS = 30

const PIPL = '《个人信息保护法》第五十七条'
const RULES = '《国家网络安全事件报告管理办法》'

/** The duties after an incident, in the order in which an office takes them. */
export const INCIDENT_STEPS = {
  contain: { label: '采取补救措施', basis: PIPL },
  report: { label: '报告网信部门', basis: `${PIPL}、${RULES}` },
  police: { label: '向公安机关报案', basis: RULES },
  people: { label: '告诉本人', basis: PIPL },
  guardians: { label: '告诉未成年人和监护人', basis: '《未成年人网络保护条例》' },
  end: { label: '处理完了', basis: '' },
  summary: { label: '报总结', basis: RULES },
} as const
export type IncidentStep = keyof typeof INCIDENT_STEPS
export const INCIDENT_STEP_CODES = Object.keys(INCIDENT_STEPS) as [IncidentStep, ...IncidentStep[]]
/** The law lets an office leave it where the measures have averted the harm. */
export const WAIVABLE_STEP: IncidentStep = 'people'

/** The facts that decide which steps an incident has, and until when. */
export interface IncidentFacts {
  noticedAt: Date
  level: IncidentLevel
  /** People under 18 among those concerned. */
  minors: number
  isCrime: boolean
}
/** A step that was taken. */
export interface StepTaken {
  step: IncidentStep
  at: Date
  isWaived: boolean
}
export interface IncidentDuty {
  step: IncidentStep
  /** The last moment of a step with a deadline; null where the law says at once, or where nothing waits for it. */
  dueAt: Date | null
  /** The first time it was taken, or left with a reason; null while it is open. */
  doneAt: Date | null
  isWaived: boolean
  isLate: boolean
}

const isReported = ({ level }: IncidentFacts) => level !== 'general'

const APPLIES: Partial<Record<IncidentStep, (facts: IncidentFacts) => boolean>> = {
  police: ({ isCrime }) => isCrime,
  guardians: ({ minors }) => minors > 0,
  summary: isReported,
}

/** The end of the deadline of a step; null where it has none, or where its deadline has not begun. */
function dueOf(step: IncidentStep, facts: IncidentFacts, endedAt: Date | null): Date | null {
  if (step === 'report' && isReported(facts)) return new Date(facts.noticedAt.getTime() + REPORT_HOURS * 3_600_000)
  if (step === 'summary' && endedAt) return instantAt(addDays(dayOf(endedAt), SUMMARY_DAYS), minuteOf(endedAt))
  return null
}

/** The steps of an incident with their deadlines, and those that were taken. */
export function dutiesOf(facts: IncidentFacts, taken: readonly StepTaken[], now: Date): IncidentDuty[] {
  const firstOf = (step: IncidentStep) =>
    taken.filter((one) => one.step === step).sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
  return INCIDENT_STEP_CODES.filter((step) => APPLIES[step]?.(facts) ?? true).map((step) => {
    const done = firstOf(step)
    const dueAt = dueOf(step, facts, firstOf('end')?.at ?? null)
    return {
      ...{ step, dueAt, doneAt: done?.at ?? null },
      isWaived: done?.isWaived ?? false,
      isLate: dueAt !== null && (done?.at ?? now) > dueAt,
    }
  })
}

/** Minutes before the end of a clock at which those who look after security are told. */
const TOLD_BEFORE_MINUTES = 60

/** The clocks of an incident, as far as somebody is told of their end. */
interface IncidentAlerts {
  /** Their end is near, and nobody has been told. */
  near: IncidentDuty[]
  /** They had ended before somebody wrote down what they follow from: who did saw it. */
  over: IncidentStep[]
  /** The time at which the next one is near; null where there is none. */
  nextAt: Date | null
}

/**
 * Who is to be told what at `now`: one hour before the end of each clock, once each. `told`: the steps of which
 * somebody was told. `since`: the time of the last change of the incident, or of the last alert that was planned.
 */
export function alertsOf(
  duties: readonly IncidentDuty[],
  told: readonly IncidentStep[],
  { since, now }: { since: Date; now: Date },
): IncidentAlerts {
  const open = duties.flatMap((duty) =>
    duty.dueAt && !duty.doneAt && !told.includes(duty.step)
      ? [{ duty, dueAt: duty.dueAt, at: addMinutes(duty.dueAt, -TOLD_BEFORE_MINUTES) }]
      : [],
  )
  const running = open.filter(({ dueAt }) => dueAt > since)
  const later = running.filter(({ at }) => at > now).map(({ at }) => at.getTime())
  return {
    near: running.filter(({ at }) => at <= now).map(({ duty }) => duty),
    over: open.filter(({ dueAt }) => dueAt <= since).map(({ duty }) => duty.step),
    nextAt: later.length > 0 ? new Date(Math.min(...later)) : null,
  }
}

/** True once nothing is left to do. */
export const isSettled = (duties: readonly IncidentDuty[]) => duties.every(({ doneAt }) => doneAt !== null)

/** 「3 小时 20 分」, 「2 天」: the time between two moments, from two days on in days. */
function spanInWords(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60]
  if (hours >= 48) return `${Math.floor(hours / 24)} 天`
  return [hours > 0 && `${hours} 小时`, (left > 0 || hours === 0) && `${left} 分`].filter(Boolean).join(' ')
}

/** The clock of a duty: 「还有 3 小时 20 分」, 「过了 20 分」, 「立即办，发现到现在 3 小时」; empty once it is done. */
export function clockInWords(
  { step, dueAt, doneAt }: Pick<IncidentDuty, 'step' | 'dueAt' | 'doneAt'>,
  { noticedAt }: Pick<IncidentFacts, 'noticedAt'>,
  now: Date,
): string {
  if (doneAt) return ''
  if (dueAt) return now > dueAt ? `过了 ${spanInWords(dueAt, now)}` : `还有 ${spanInWords(now, dueAt)}`
  if (step === 'end') return ''
  if (step === 'summary') return `处理完以后 ${SUMMARY_DAYS} 天内`
  return `立即办，发现到现在 ${spanInWords(noticedAt, now)}`
}
