import { needsGuardian } from '../people/minors'
import type { SessionTimes } from '../booking/session-rules'
import { dayOf } from '../time/china'

/**
 * Version of the words a guardian agrees to before a child is taken into a class; a new wording is a new version, and
 * consent is asked anew.
 */
export const PUPIL_CONSENT_VERSION = '2026-11-1'
export const PUPIL_CONSENT = [
  '记下孩子的姓名、出生年份，谁接送、电话，过敏和要留意的事，只为了照看好孩子。',
  '过敏和要留意的事加密存放，只有带班的工作人员看得到。',
  '孩子到了、被接走了，都发消息告诉您。',
  '课程结束一年后删掉。想撤回同意，取消报名就行，也可以打电话给社区。',
] as const

/**
 * Whether somebody may still be under 14, for whom 个人信息保护法 第31条 asks a guardian's separate consent. Only the
 * year of birth is known, so the whole year in which somebody turns 14 counts; an unknown year counts too.
 */
export const mayBeUnder14 = (day: string, birthYear: number | null) =>
  birthYear === null || needsGuardian(birthYear, day)

/** People who may collect a child, beside the guardian. */
export const MOST_COLLECTORS = 5
/** Sessions of one enrolment. */
export const MOST_SESSIONS = 60
/** Days after a session in which a paper list may still be entered. */
const TICK_DAYS = 14

/** Whether attendance of a session may be written now: on its day and `TICK_DAYS` after. */
export const canTick = (session: SessionTimes & { cancelReason?: string | null }, now: Date) =>
  !session.cancelReason &&
  dayOf(session.startsAt) <= dayOf(now) &&
  now.getTime() < session.endsAt.getTime() + TICK_DAYS * 86_400_000

/** 「王*英」: enough for somebody who holds the paper, too little for somebody who guesses numbers. */
export function maskName(name: string) {
  const letters = [...name]
  if (letters.length < 2) return '*'
  if (letters.length === 2) return `${letters[0]!}*`
  return `${letters[0]!}${'*'.repeat(letters.length - 2)}${letters[letters.length - 1]!}`
}

/** Letters and digits nobody takes for one another when a number is read aloud. */
export const CERTIFICATE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const CERTIFICATE_NUMBER = /^\d{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/

/** 「2 小时」, 「1.5 小时」, 「40 分钟」. */
export function hoursInWords(minutes: number) {
  if (minutes < 60) return `${minutes} 分钟`
  return `${Number((minutes / 60).toFixed(1))} 小时`
}
