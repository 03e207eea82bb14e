import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as p from './premises-schemas'
import type * as s from './schemas'
import type * as u from './upkeep-schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/** Places on foot from a point, nearest first; by name where no point is given. */
export const findPlaces = endpoint<In<typeof s.FindPlaces>, Out<typeof s.PlacePage>>({
  method: 'GET',
  path: '/places',
  access: 'public',
  errors: [],
})
export const getPlace = endpoint<In<typeof s.GetPlace>, s.PlaceView>({
  method: 'GET',
  path: '/places/:id',
  access: 'public',
  errors: ['NOT_FOUND'],
})
export const findServices = endpoint<In<typeof s.FindServices>, Out<typeof s.ServicePage>>({
  method: 'GET',
  path: '/services',
  access: 'public',
  errors: [],
})
export const getService = endpoint<In<typeof s.GetService>, s.ServiceView>({
  method: 'GET',
  path: '/services/:id',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** The places within 5, 10 and 15 minutes on foot, by category. */
export const getLifeCircle = endpoint<In<typeof s.GetLifeCircle>, s.LifeCircle>({
  method: 'GET',
  path: '/life-circle',
  access: 'public',
  errors: [],
})

/**
 * The points from which minutes can be counted: the caller's home, the homes of the family, the compounds and the
 * middle of the community.
 */
export const listOrigins = endpoint<In<typeof s.ListOrigins>, Out<typeof s.OriginList>>({
  method: 'GET',
  path: '/life-circle/origins',
  access: 'public',
  errors: [],
})

/** 「这里写得不对」: goes to staff, who accept or refuse it field by field. */
export const suggestCorrection = endpoint<In<typeof u.SuggestCorrection>, { done: true }>({
  method: 'POST',
  path: '/places/:id/corrections',
  access: 'resident',
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
export const listCorrections = endpoint<In<typeof u.ListCorrections>, Out<typeof u.CorrectionPage>>({
  method: 'GET',
  path: '/staff/corrections',
  access: { staff: 'place.edit' },
  errors: [],
})
export const decideCorrection = endpoint<In<typeof u.DecideCorrection>, u.Correction>({
  method: 'POST',
  path: '/staff/corrections/:id/decide',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})

export const listStaffPlaces = endpoint<In<typeof s.ListStaffPlaces>, Out<typeof s.StaffPlacePage>>({
  method: 'GET',
  path: '/staff/places',
  access: { staff: 'any' },
  errors: [],
})
export const getStaffPlace = endpoint<In<typeof s.ById>, s.StaffPlace>({
  method: 'GET',
  path: '/staff/places/:id',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
export const createPlace = endpoint<In<typeof s.PlaceInput>, s.StaffPlace>({
  method: 'POST',
  path: '/staff/places',
  access: { staff: 'place.edit' },
  errors: ['NAME_TAKEN', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const changePlace = endpoint<In<typeof s.ChangePlace>, s.StaffPlace>({
  method: 'PATCH',
  path: '/staff/places/:id',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN', 'PHOTO_TAKEN'],
})
/** The changes of a place field by field, with the person who made each. */
export const listPlaceChanges = endpoint<In<typeof s.ById>, s.EntryChanges>({
  method: 'GET',
  path: '/staff/places/:id/changes',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
/** The organizations that run places here, by the beginning of the name. */
export const listOrganizations = endpoint<In<typeof s.ListOrganizations>, Out<typeof s.OrganizationList>>({
  method: 'GET',
  path: '/staff/organizations',
  access: { staff: 'any' },
  errors: [],
})

/** 用房 of the caller's communities, with their totals. */
export const listPremises = endpoint<In<typeof p.ListPremises>, Out<typeof p.PremisesPage>>({
  method: 'GET',
  path: '/staff/premises',
  access: { staff: 'any' },
  errors: [],
})
export const createPremises = endpoint<In<typeof p.PremisesInput>, p.Premises>({
  method: 'POST',
  path: '/staff/premises',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const changePremises = endpoint<In<typeof p.ChangePremises>, p.Premises>({
  method: 'PATCH',
  path: '/staff/premises/:id',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})
/** The changes of premises field by field, with the person who made each. */
export const listPremisesChanges = endpoint<In<typeof s.ById>, s.EntryChanges>({
  method: 'GET',
  path: '/staff/premises/:id/changes',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
/** Removes premises that were written down by mistake; premises that were given back are `returned`. */
export const removePremises = endpoint<In<typeof p.PremisesById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/premises/:id',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND'],
})

export const verifyPlace = endpoint<In<typeof s.VerifyPlace>, s.StaffPlace>({
  method: 'POST',
  path: '/staff/places/:id/verify',
  access: { staff: 'place.verify' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Removes a place without services from the directory. A place with services is closed instead (status). */
export const removePlace = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/places/:id',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const listStaffServices = endpoint<In<typeof s.ListStaffServices>, Out<typeof s.StaffServicePage>>({
  method: 'GET',
  path: '/staff/services',
  access: { staff: 'any' },
  errors: [],
})
export const getStaffService = endpoint<In<typeof s.ById>, s.StaffService>({
  method: 'GET',
  path: '/staff/services/:id',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
/** The changes of a service field by field, with the person who made each. */
export const listServiceChanges = endpoint<In<typeof s.ById>, s.EntryChanges>({
  method: 'GET',
  path: '/staff/services/:id/changes',
  access: { staff: 'any' },
  errors: ['NOT_FOUND'],
})
export const createService = endpoint<In<typeof s.ServiceInput>, s.StaffService>({
  method: 'POST',
  path: '/staff/services',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const changeService = endpoint<In<typeof s.ChangeService>, s.StaffService>({
  method: 'PATCH',
  path: '/staff/services/:id',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})
/** Removes a service that has no sitting ahead from the list; past bookings keep its name. */
export const removeService = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/services/:id',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'SITTING_IN_USE'],
})
/** The gaps of the life circle. */
export const getCoverage = endpoint<In<typeof s.GetCoverage>, s.Coverage>({
  method: 'GET',
  path: '/staff/coverage',
  access: { staff: 'insight.read' },
  errors: ['NOT_FOUND'],
})

/** multipart/form-data with one part `file`: CSV, Excel (.xlsx) or GeoJSON, at most 5 MB and 5,000 rows. Writes no place. */
export const uploadImport = endpoint<Record<string, never>, u.PlaceImport>({
  method: 'POST',
  path: '/staff/place-imports',
  access: { staff: 'place.edit' },
  errors: ['TOO_LARGE', 'UNSUPPORTED_TYPE'],
})
export const listImports = endpoint<In<typeof u.ListImports>, Out<typeof u.PlaceImportPage>>({
  method: 'GET',
  path: '/staff/place-imports',
  access: { staff: 'place.edit' },
  errors: [],
})
/** An empty table with the columns that an import reads, as an Excel file. */
export const blankPlaceTable = endpoint<Record<string, never>, never>({
  method: 'GET',
  path: '/staff/place-imports/blank',
  access: { staff: 'place.edit' },
  errors: [],
})
export const getImport = endpoint<In<typeof s.ById>, u.PlaceImport>({
  method: 'GET',
  path: '/staff/place-imports/:id',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND'],
})
/** The effect of each row: new, similar to an existing place, or wrong and why. Writes nothing. */
export const previewImport = endpoint<In<typeof u.PreviewImport>, u.ImportPreview>({
  method: 'POST',
  path: '/staff/place-imports/:id/preview',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Possible once; a job writes the rows, and a crash only delays it. */
export const confirmImport = endpoint<In<typeof u.ConfirmImport>, u.PlaceImport>({
  method: 'POST',
  path: '/staff/place-imports/:id/confirm',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Takes back the writes of the import, except where somebody has changed the place since. */
export const undoImport = endpoint<In<typeof s.ById>, u.PlaceImport>({
  method: 'POST',
  path: '/staff/place-imports/:id/undo',
  access: { staff: 'place.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/**
 * The places of the caller's areas, for a spreadsheet, a map (GeoJSON in WGS-84) or another directory (HSDS 3.0 data
 * package, a zip).
 */
export const exportPlaces = endpoint<In<typeof u.ExportPlaces>, never>({
  method: 'GET',
  path: '/staff/places/export',
  access: { staff: 'any' },
  errors: [],
})
