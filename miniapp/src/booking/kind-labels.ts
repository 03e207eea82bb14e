import { SERVICE_KINDS, type ServiceKind } from '@yike/shared/directory/categories'

/**
 * The words for each kind of service: 助餐 is ordered, every other kind is booked. `comes`: to the person, who need not
 * leave the house.
 */
const WORDS = {
  meal: { page: '订餐', verb: '订', code: '取餐码', say: '给窗口扫一下，或者报这四个数', note: '口味', comes: false },
  care: {
    page: '上门照护',
    verb: '约',
    code: '预约码',
    say: '上门的人到了，报这四个数',
    note: '要留意的',
    comes: true,
  },
  course: {
    page: '课程活动',
    verb: '约',
    code: '预约码',
    say: '到了扫一下，或者报这四个数',
    note: '要留意的',
    comes: false,
  },
  loan: { page: '借器具', verb: '借', code: '借用码', say: '来取的时候报这四个数', note: '要留意的', comes: false },
  health: {
    page: '健康',
    verb: '约',
    code: '预约码',
    say: '到了扫一下，或者报这四个数',
    note: '要留意的',
    comes: false,
  },
  legal: {
    page: '法律咨询',
    verb: '约',
    code: '预约码',
    say: '到了扫一下，或者报这四个数',
    note: '要留意的',
    comes: false,
  },
} as const satisfies Record<ServiceKind, unknown>

const isKnown = (kind: string): kind is ServiceKind => kind in WORDS

/** A kind that this version does not know yet gets the words of a course. */
export function kindLabels(kind: string) {
  const known = isKnown(kind) ? kind : 'course'
  return { ...WORDS[known], unit: SERVICE_KINDS[known].unit, paid: WORDS[known].comes ? '上门的时候付' : '到了再付' }
}
