import { addDays, dayOf, instantAt, type Day } from '../time/china'

/**
 * 长期护理失能等级评估标准（试行）, National Healthcare Security Administration and Ministry of Civil Affairs, 医保办发〔2021〕
 * 37 号: levels 0 to 5 (check: recalled, not re-read). The words in brackets are what families say.
 */
export const CARE_LEVELS = {
  l0: '0 级 基本正常（能自理）',
  l1: '1 级 轻度失能',
  l2: '2 级 中度失能（半失能）',
  l3: '3 级 重度失能Ⅰ级（失能）',
  l4: '4 级 重度失能Ⅱ级（失能）',
  l5: '5 级 重度失能Ⅲ级（失能）',
} as const
export type CareLevel = keyof typeof CARE_LEVELS
export const CARE_LEVEL_CODES = Object.keys(CARE_LEVELS) as CareLevel[]
export const CARE_LEVEL_SOURCE = '按《长期护理失能等级评估标准（试行）》分 0 到 5 级'

/** The source of a level: an assessment by the insurance, or the judgement of the person who fills the file in. */
export const LEVEL_SOURCES = { assessed: '评估过', judged: '自己估的' } as const
export type LevelSource = keyof typeof LEVEL_SOURCES

export const CARE_NEEDS = {
  meals: '吃饭要帮',
  walking: '走路要扶',
  bathing: '洗澡要帮',
  toilet: '如厕要帮',
  turning: '要翻身',
  medicine: '提醒吃药',
  clinic: '陪着看病',
  hearing: '听不清',
  sight: '看不清',
  company: '要人陪着说话',
} as const
export type CareNeed = keyof typeof CARE_NEEDS
export const CARE_NEED_CODES = Object.keys(CARE_NEEDS) as CareNeed[]

/** Why a member of staff opens somebody's file; the person and the family read it. */
export const READ_REASONS = {
  visit: '上门前看一眼',
  alert: '处理报平安或呼救',
  call: '打电话前看一眼',
  keep: '登记、修改档案',
  check: '核对档案',
} as const
/** Other sensitive data whose reading by staff is recorded, beside the files they open with a reason. */
export const SENSITIVE_READS = {
  visit_report: '看上门服务的记录',
  entitlement: '核对低保等待遇',
  home_visits: '看走访记录',
} as const
export type SensitiveRead = keyof typeof SENSITIVE_READS

export type ReadReason = keyof typeof READ_REASONS
export const READ_REASON_CODES = Object.keys(READ_REASONS) as ReadReason[]

/** Raised with every change of meaning of the words below; a file is written only under the version in force. */
export const CARE_CONSENT_VERSION = '2026-11'
/** The text that is agreed to separately (PIPL article 29): shown in full before the box is ticked. */
export const CARE_CONSENT: readonly string[] = [
  '记什么：照护等级、要帮的事、病和药、过敏、紧急联系人、给上门人员的话（例如门锁密码）。这些是敏感个人信息。',
  '做什么用：上门照护、报平安没点、呼救时，知道该怎么帮。不做别的。',
  '谁能看：本人、把本人加进家人的亲属、本社区有这项职责的工作人员。工作人员每看一次都记下谁、什么时候、为什么，本人和家人看得到。',
  '怎么保管：加密存放。不给也行，不影响订餐、报平安、呼救。',
  '随时能撤回：撤回就把档案删掉，不用讲理由。',
]

/** Minutes of the day in China by which 我很好 should be tapped. */
export const UNTIL_DEFAULT = 10 * 60
export const UNTIL_EARLIEST = 6 * 60
export const UNTIL_LATEST = 20 * 60
export const UNTIL_CHOICES = [8, 9, 10, 11, 12, 14, 18].map((hour) => hour * 60)

/** Minutes that an alert may stay untaken before the staff who direct are notified. */
export const ESCALATE_AFTER = { missed: 60, help: 5 } as const
/** Seconds in which 点错了 takes a call for help back before anybody is notified. */
export const HELP_HELD_SECONDS = 10
export const PAUSE_MAX_DAYS = 90

export const PAUSE_REASONS = { trip: '出门了', hospital: '住院了', family: '住到家人那儿', other: '别的事' } as const
export type PauseReason = keyof typeof PAUSE_REASONS
export const PAUSE_REASON_CODES = Object.keys(PAUSE_REASONS) as PauseReason[]

/** Days from and to, both included, on which nobody waits for the tap. */
export interface Pause {
  from: Day
  to: Day
  reason: PauseReason
}
export const isPausedOn = (pause: Pick<Pause, 'from' | 'to'> | null, day: Day) =>
  pause !== null && pause.from <= day && day <= pause.to

/**
 * Whether a tap of `tappedAt`, heard at `now`, is one of today. A tap kept by a phone without a network counts while its
 * time is not over: after that the alert is out, and only a newer sign of life ends it.
 */
export function countsToday(until: number, tappedAt: Date, now: Date) {
  const due = instantAt(dayOf(now), until)
  return dayOf(tappedAt) === dayOf(now) && (now < due || tappedAt >= due)
}

/** The next instant at which the tap is due: today's while it is ahead and nobody has tapped, else tomorrow's. */
export function nextDue(until: number, tappedOn: Day | null, now: Date) {
  const today = dayOf(now)
  const due = instantAt(today, until)
  return tappedOn !== today && due > now ? due : instantAt(addDays(today, 1), until)
}

export const ALERT_KINDS = { missed: '没报平安', help: '呼救' } as const
export type AlertKind = keyof typeof ALERT_KINDS

export const ALERT_STATES = {
  held: '刚点的',
  open: '还没人接',
  taken: '有人在办',
  settled: '办妥了',
  cancelled: '点错了',
} as const
export type AlertState = keyof typeof ALERT_STATES
/** Somebody still has to do something. */
export const LIVE_STATES = ['open', 'taken'] as const

/** The ends of an alert. `needs_help` is no end: it calls the staff who direct, and another outcome follows. */
export const OUTCOMES = {
  called_ok: { label: '打过电话，没事', ends: true },
  visited_ok: { label: '已上门，没事', ends: true },
  needs_help: { label: '需要帮忙', ends: false },
  helped: { label: '帮上了', ends: true },
  hospital: { label: '送医院了', ends: true },
} as const
export type Outcome = keyof typeof OUTCOMES
export const OUTCOME_CODES = Object.keys(OUTCOMES) as Outcome[]
/** 我很好 was tapped late: the alert settles by itself. */
export const TAPPED_LABEL = '本人报平安了'

const FIRST: Record<AlertKind, readonly Outcome[]> = {
  missed: ['called_ok', 'visited_ok', 'needs_help'],
  help: ['visited_ok', 'needs_help', 'helped', 'hospital', 'called_ok'],
}
/** The outcomes that can be chosen for an alert now; once help is needed, only how it was given. */
export const outcomesOf = (kind: AlertKind, needsHelp: boolean): readonly Outcome[] =>
  needsHelp ? ['helped', 'hospital', 'visited_ok'] : FIRST[kind]
