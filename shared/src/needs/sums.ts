import type { NeedCount } from './schemas'

/** The standings of a need in the 需求清单, in the order of its columns. */
export const NEED_STANDINGS = {
  waiting: '等着办',
  planned: '列入项目',
  met: '办好了',
} as const
export type NeedStanding = keyof typeof NEED_STANDINGS
export const NEED_STANDING_CODES = Object.keys(NEED_STANDINGS) as NeedStanding[]

export type NeedNumbers = Omit<NeedCount, 'category' | 'area'>

/** No needs. A new one each time, since rows are added to. */
export const noNeeds = (): NeedNumbers => ({
  ...{ waiting: 0, planned: 0, met: 0, unnumbered: 0 },
  peopleInNeed: { waiting: 0, planned: 0, met: 0 },
})

/** The needs of these rows together. */
export function sumOfNeeds(rows: readonly NeedNumbers[]): NeedNumbers {
  const sum = noNeeds()
  for (const row of rows) {
    sum.unnumbered += row.unnumbered
    for (const standing of NEED_STANDING_CODES) {
      sum[standing] += row[standing]
      sum.peopleInNeed[standing] += row.peopleInNeed[standing]
    }
  }
  return sum
}

/** The registrations of a row, and the people in need that they name, whatever became of them. */
export const allNeeds = (row: NeedNumbers) => NEED_STANDING_CODES.reduce((sum, standing) => sum + row[standing], 0)
export const allPeopleInNeed = ({ peopleInNeed }: NeedNumbers) =>
  NEED_STANDING_CODES.reduce((sum, standing) => sum + peopleInNeed[standing], 0)

/** The rows of one category, and their sum. */
export interface NeedsOfCategory {
  category: string
  rows: NeedCount[]
  sum: NeedNumbers
}

/** The rows by their category, in the order in which they come. */
export function needsByCategory(rows: readonly NeedCount[]): NeedsOfCategory[] {
  const categories = [...new Set(rows.map(({ category }) => category))]
  return categories.map((category) => {
    const own = rows.filter((row) => row.category === category)
    return { category, rows: own, sum: sumOfNeeds(own) }
  })
}
