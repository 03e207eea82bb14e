import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/** The community and the grid that a point lies in, by their borders. */
export const findArea = endpoint<In<typeof s.FindArea>, s.AreaAt>({
  method: 'GET',
  path: '/areas/at',
  access: 'public',
  errors: [],
})
/** The background of a map around a point. */
export const getGround = endpoint<In<typeof s.GetGround>, s.Ground>({
  method: 'GET',
  path: '/map',
  access: 'public',
  errors: [],
})

export const listAreas = endpoint<In<typeof s.ListAreas>, Out<typeof s.AreaList>>({
  method: 'GET',
  path: '/staff/areas',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
export const getArea = endpoint<In<typeof s.ById>, s.AreaView>({
  method: 'GET',
  path: '/staff/areas/:id',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
export const createArea = endpoint<In<typeof s.AreaInput>, s.AreaView>({
  method: 'POST',
  path: '/staff/areas',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const changeArea = endpoint<In<typeof s.ChangeArea>, s.AreaView>({
  method: 'PATCH',
  path: '/staff/areas/:id',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Removes an area that was made by mistake: no record may belong to it. */
export const removeArea = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/areas/:id',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const listDivisions = endpoint<In<typeof s.ById>, Out<typeof s.DivisionList>>({
  method: 'GET',
  path: '/staff/areas/:id/divisions',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND'],
})
/** Divisions that already exist stay as they are. */
export const addDivisions = endpoint<In<typeof s.AddDivisions>, Out<typeof s.Added>>({
  method: 'POST',
  path: '/staff/areas/:id/divisions',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND'],
})

/** multipart/form-data with one part `file`: borders and roads as GeoJSON, or names and codes as CSV or Excel. Writes no area. */
export const uploadAreaImport = endpoint<Record<string, never>, s.AreaImport>({
  method: 'POST',
  path: '/staff/area-imports',
  access: { staff: 'territory.edit' },
  errors: ['TOO_LARGE', 'UNSUPPORTED_TYPE'],
})
export const previewAreaImport = endpoint<In<typeof s.PreviewAreaImport>, s.AreaImportPreview>({
  method: 'POST',
  path: '/staff/area-imports/:id/preview',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND'],
})
/** Writes the result of the preview; a repeated call writes nothing twice. */
export const confirmAreaImport = endpoint<In<typeof s.PreviewAreaImport>, Out<typeof s.Added>>({
  method: 'POST',
  path: '/staff/area-imports/:id/confirm',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND'],
})

/** The records that a change would move. Writes nothing. */
export const previewAreaChange = endpoint<In<typeof s.AreaChangeInput>, s.AreaChangePreview>({
  method: 'POST',
  path: '/staff/area-changes/preview',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})
/** A job moves the records, and a crash only delays it. */
export const createAreaChange = endpoint<In<typeof s.AreaChangeInput>, s.AreaChange>({
  method: 'POST',
  path: '/staff/area-changes',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const listAreaChanges = endpoint<In<typeof s.ListAreaChanges>, Out<typeof s.AreaChangePage>>({
  method: 'GET',
  path: '/staff/area-changes',
  access: { staff: 'any' },
  errors: [],
})
/** Possible for a day, while no later change touches the same areas. */
export const undoAreaChange = endpoint<In<typeof s.ById>, s.AreaChange>({
  method: 'POST',
  path: '/staff/area-changes/:id/undo',
  access: { staff: 'territory.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
