import type { Permission } from '../people/permissions'

/** The facts of a member of staff that decide whether 工作准入 is theirs. */
interface Who {
  permissions: readonly Permission[]
  /** A member of an organisation that may ask. */
  handsWorkDown?: boolean | undefined
}

/** Whether somebody asks streets for 工作准入, or asked: the endpoint refuses all others. */
export const asksAdmissions = ({ permissions, handsWorkDown: may }: Who) =>
  permissions.includes('admission.ask') && may === true

/** Whether the pages of 工作准入 are shown: to those who ask, and to the office, which answers and works. */
export const opensAdmissions = (who: Who) => who.permissions.includes('admission.work') || asksAdmissions(who)
