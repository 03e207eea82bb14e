import * as endpoints from '@yike/shared/cases/map-endpoints'
import * as m from '@yike/shared/cases/map-schemas'
import * as photos from '@yike/shared/cases/photo-endpoints'
import * as p from '@yike/shared/cases/photo-schemas'
import { StaffCase } from '@yike/shared/cases/schemas'
import { Photo } from '@yike/shared/files/schemas'
import { Routes, handle } from '../http/handle'
import { mapForStaff } from './case-map'
import { idsChosen } from './list'
import { originalPhoto, redactCasePhoto } from './photos'
import { showStaff } from './show-staff'

/** Cases as pictures: the map of the staff, and photos with something covered. */
export function casePictureRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.mapStaffCases,
    { input: m.MapStaffCases, output: m.StaffCaseMap },
    async (asked, { actor, now }) => mapForStaff(actor, asked, await idsChosen(actor, asked, now), now),
  )
  handle(routes, photos.redactCasePhoto, { input: p.RedactCasePhoto, output: StaffCase }, async (input, call) =>
    showStaff(await redactCasePhoto(call.actor, input), call),
  )
  handle(routes, photos.showOriginalPhoto, { input: p.ByPhoto, output: Photo }, (input, { actor, now }) =>
    originalPhoto(actor, input, now),
  )
  return routes
}
