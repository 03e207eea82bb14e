import type { CareBody } from '@yike/shared/care/schemas'
import type { Relation } from '@yike/shared/people/relations'
import { phone } from '../people/facts'

/**
 * People who live alone and say 我很好 each morning; `by` and `child` count in RESIDENTS. The files are made up too.
 */
export const CARE: {
  by: number
  child?: { by: number; relation: Relation }
  until: number
  /** Minutes of today they tapped at; left out: not yet. */
  tapped?: number
  pausedDays?: number
  /** Left out: nobody of the staff was there yet. */
  visitedDaysAgo?: number
  file?: CareBody
}[] = [
  {
    by: 7,
    child: { by: 1, relation: 'mother' },
    until: 10 * 60,
    visitedDaysAgo: 12,
    file: {
      level: 'l2',
      levelFrom: 'assessed',
      dementia: false,
      needs: ['walking', 'bathing', 'hearing'],
      illnesses: '高血压、膝关节置换术后',
      allergies: '青霉素',
      medicines: [
        { name: '硝苯地平控释片', how: '早上一片' },
        { name: '阿司匹林肠溶片', how: '晚饭后一片' },
      ],
      contacts: [{ name: '孙晓梅', relation: '女儿', phone: phone(102) }],
      note: '耳背，多按两次门铃。备用钥匙在对门冯家。',
    },
  },
  { by: 9, until: 9 * 60, tapped: 7 * 60 + 20, visitedDaysAgo: 3 },
  { by: 12, until: 10 * 60, pausedDays: 5 },
]
