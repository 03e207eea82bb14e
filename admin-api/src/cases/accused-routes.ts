import { listColleaguesOfCase, nameAccused } from '@yike/shared/cases/accused-endpoints'
import { ColleaguesOfCase, NameAccused } from '@yike/shared/cases/accused-schemas'
import { ById, StaffCase } from '@yike/shared/cases/schemas'
import { Routes, handle } from '../http/handle'
import { presentColleague } from '../people/presenter'
import { accusable, nameAccused as name } from './accused'
import { showStaff } from './show-staff'

/** Colleagues whom a case is about: they do not see it. */
export function accusedRoutes() {
  const routes = new Routes()
  handle(routes, listColleaguesOfCase, { input: ById, output: ColleaguesOfCase }, async ({ id }, { actor }) => ({
    items: (await accusable(actor, id)).map(({ person, isNamed, isAccused }) => {
      const { id: personId, name: called, role } = presentColleague(person, 0)
      return { id: personId, name: called, role, isNamed, isAccused }
    }),
  }))
  handle(routes, nameAccused, { input: NameAccused, output: StaffCase }, async (input, call) =>
    showStaff(await name(call, input), call),
  )
  return routes
}
