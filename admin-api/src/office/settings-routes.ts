import * as endpoints from '@yike/shared/office/endpoints'
import * as s from '@yike/shared/office/settings-schemas'
import type { Registry } from '../domain'
import { handle, type Call, type Routes } from '../http/handle'
import { areaSettings, setOfficeHours, setWhistleLimits, switchFeatures } from './settings'

/** The features, office hours and limits of a whistle of the areas that somebody administers. */
export function addSettingsRoutes(routes: Routes, { openInFeature }: Pick<Registry, 'openInFeature'>) {
  const show = (id: string, { actor, now }: Call) => areaSettings(openInFeature, actor, id, now)

  handle(routes, endpoints.getAreaSettings, { input: s.OfArea, output: s.AreaSettings }, ({ id }, call) =>
    show(id, call),
  )
  handle(routes, endpoints.switchFeatures, { input: s.SwitchFeatures, output: s.AreaSettings }, async (input, call) => {
    await switchFeatures(openInFeature, call.actor, input, call.now)
    return show(input.id, call)
  })
  handle(routes, endpoints.setOfficeHours, { input: s.SetOfficeHours, output: s.AreaSettings }, async (input, call) => {
    await setOfficeHours(call.actor, input, call.now)
    return show(input.id, call)
  })
  const whistle = { input: s.SetWhistleLimits, output: s.AreaSettings }
  handle(routes, endpoints.setWhistleLimits, whistle, async (input, call) => {
    await setWhistleLimits(call.actor, input)
    return show(input.id, call)
  })
}
