import type { AlertCard, CheckView, LastHomeVisit } from '@yike/shared/care/schemas'
import type { TagTone } from '@/kit/base/tag'

const TODAY: Record<CheckView['today'], { tone: TagTone; text: string }> = {
  tapped: { tone: 'done', text: '报过平安了' },
  waiting: { tone: 'plain', text: '还没到时间' },
  missed: { tone: 'late', text: '还没报' },
  paused: { tone: 'plain', text: '停着' },
}
export const todayLabel = ({ today }: CheckView) => TODAY[today]

export const alertTone = ({ state, needsHelp }: Pick<AlertCard, 'state' | 'needsHelp'>): TagTone => {
  if (state.code === 'open' || needsHelp) return 'late'
  if (state.code === 'taken' || state.code === 'held') return 'soon'
  return state.code === 'settled' ? 'done' : 'plain'
}

/** 「11月25日」. */
export const dayInWords = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** 「上次走访 11月20日」. Visits are kept for a year. */
export function lastVisitInWords({ metOn, awayOn }: LastHomeVisit) {
  const away = awayOn && `${dayInWords(awayOn)}去过，没人在家`
  return [metOn ? `上次走访 ${dayInWords(metOn)}` : !away && '近一年没走访过', away].filter(Boolean).join('；')
}
