import * as endpoints from '@yike/shared/territory/endpoints'
import * as s from '@yike/shared/territory/schemas'
import { Done, z } from '@yike/shared/zod'
import { Routes, handle, receive } from '../http/handle'
import type { Actor } from '../http/policy'
import { readUpload } from '../http/upload'
import * as areaImport from './area-import'
import { areasAt } from './areas'
import * as changes from './changes'
import * as edit from './edit'
import { groundAround, type BaseMap } from './map'
import { AreaModel, type Area } from './model'
import { presentArea, presentAreaCard, presentAreaChange } from './presenter'

/** `base` is the map of tiles that the office configured; null without one. */
export function territoryRoutes(base: BaseMap | null, reviewNumber: string | null) {
  const routes = new Routes()

  handle(routes, endpoints.findArea, { input: s.FindArea, output: s.AreaAt }, async ({ near }) => {
    const [[community], grids] = await Promise.all([areasAt(near, 'community'), areasAt(near, 'grid')])
    const grid = grids.find(({ parentId }) => !community || parentId?.equals(community._id))
    const named = (area?: Area) => (area ? { id: String(area._id), name: area.name } : null)
    return { community: named(community), grid: named(grid) }
  })
  handle(routes, endpoints.getGround, { input: s.GetGround, output: s.Ground }, async ({ near }) => {
    const { roads, communities } = await groundAround(near)
    return {
      tiles: base,
      reviewNumber,
      roads: roads.map(({ name, path }) => ({ name, path })),
      communities: communities.map(({ _id, name, shape }) => ({ id: String(_id), name, shape })),
    }
  })

  handle(routes, endpoints.listAreas, { input: s.ListAreas, output: s.AreaList }, async (input, { actor }) => {
    const areas = await edit.listAreas(actor, input)
    const count = await edit.childCounts(areas.map(({ _id }) => _id))
    const successors = await AreaModel.find(
      { _id: { $in: areas.flatMap(({ successorId }) => successorId ?? []) } },
      { name: 1 },
    ).lean<Area[]>()
    return {
      items: areas.map((area) =>
        presentAreaCard(area, count(area._id), successors.find(({ _id }) => area.successorId?.equals(_id)) ?? null),
      ),
    }
  })
  const show = async (actor: Actor, id: string) => presentArea(await edit.areaAmongOthers(actor, id), actor)
  handle(routes, endpoints.getArea, { input: s.ById, output: s.AreaView }, ({ id }, { actor }) => show(actor, id))
  handle(routes, endpoints.createArea, { input: s.AreaInput, output: s.AreaView }, async (input, { actor, key }) =>
    show(actor, String((await edit.createArea(actor, key, input))._id)),
  )
  handle(routes, endpoints.changeArea, { input: s.ChangeArea, output: s.AreaView }, async (input, { actor }) => {
    await edit.changeArea(actor, input)
    return show(actor, input.id)
  })
  handle(routes, endpoints.removeArea, { input: s.ById, output: Done }, async ({ id }, { actor }) => {
    await edit.removeArea(actor, id)
    return { done: true } as const
  })
  handle(routes, endpoints.listDivisions, { input: s.ById, output: s.DivisionList }, async ({ id }, { actor }) => ({
    items: (await edit.missingDivisions(actor, id)).items,
  }))
  handle(routes, endpoints.addDivisions, { input: s.AddDivisions, output: s.Added }, ({ id, codes }, { actor }) =>
    edit.addDivisions(actor, id, codes),
  )

  receive(
    routes,
    endpoints.uploadAreaImport,
    { input: z.strictObject({}), output: s.AreaImport },
    async ({ actor, body, now }) => {
      const made = await areaImport.uploadAreaImport(actor, await readUpload(body, areaImport.AREA_UPLOAD), now)
      return { id: String(made._id), fileName: made.fileName, rowCount: made.rows.length }
    },
  )
  handle(
    routes,
    endpoints.previewAreaImport,
    { input: s.PreviewAreaImport, output: s.AreaImportPreview },
    async (input, { actor }) => ({ rows: await areaImport.previewAreaImport(actor, input) }),
  )
  handle(routes, endpoints.confirmAreaImport, { input: s.PreviewAreaImport, output: s.Added }, (input, { actor }) =>
    areaImport.confirmAreaImport(actor, input),
  )

  handle(
    routes,
    endpoints.previewAreaChange,
    { input: s.AreaChangeInput, output: s.AreaChangePreview },
    (input, { actor, now }) => changes.previewChange(actor, input, now),
  )
  handle(
    routes,
    endpoints.createAreaChange,
    { input: s.AreaChangeInput, output: s.AreaChange },
    async (input, { actor, key, now }) => presentAreaChange(await changes.createChange(actor, key, input, now), now),
  )
  handle(
    routes,
    endpoints.listAreaChanges,
    { input: s.ListAreaChanges, output: s.AreaChangePage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await changes.listChanges(actor, input)
      return { items: items.map((change) => presentAreaChange(change, now)), nextCursor }
    },
  )
  handle(routes, endpoints.undoAreaChange, { input: s.ById, output: s.AreaChange }, async ({ id }, { actor, now }) =>
    presentAreaChange(await changes.undoChange(actor, id, now), now),
  )
  return routes
}
