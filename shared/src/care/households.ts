/** Whether somebody has company at home, in the words of the field: 独居 and 空巢 are the people who are visited first. */
export const LIVING = { alone: '独居', couple: '只有老两口', together: '有人同住' } as const
export type Living = keyof typeof LIVING
export const LIVING_CODES = Object.keys(LIVING) as Living[]

/** The end of a home visit (入户走访). */
export const HOME_VISIT_ENDS = { met: '见到了', nobody: '没人在家' } as const
export type HomeVisitEnd = keyof typeof HOME_VISIT_ENDS
export const HOME_VISIT_END_CODES = Object.keys(HOME_VISIT_ENDS) as HomeVisitEnd[]

/** Days that a home visit is kept. */
export const HOME_VISIT_KEPT_DAYS = 366
/** Minutes in which the author may take a home visit back, as an assignment of cases. */
export const HOME_VISIT_TAKE_BACK_MINUTES = 10

export interface InNeedOfVisit {
  living: Living | null
  /** The last time that somebody of the staff met them. */
  metAt: Date | null
}

/** People whose company is unknown come with those who have some: nobody has said that they are alone. */
const first = ({ living }: InNeedOfVisit) => (living === 'alone' ? 0 : living === 'couple' ? 1 : 2)

/** The order of the people to visit: those who live alone, then couples; among equals the longest not met comes first. */
export const byNeedOfVisit = (one: InNeedOfVisit, other: InNeedOfVisit) =>
  first(one) - first(other) || (one.metAt?.getTime() ?? 0) - (other.metAt?.getTime() ?? 0)
