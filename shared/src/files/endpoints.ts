import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

/** multipart/form-data with one part `file`: JPEG, PNG or WebP by content, at most 5 MB. Belongs to nobody until claimed. */
export const uploadPhoto = endpoint<Record<string, never>, s.Photo>({
  method: 'POST',
  path: '/files',
  access: 'resident',
  errors: ['TOO_LARGE', 'UNSUPPORTED_TYPE'],
})
export const getFile = endpoint<z.input<typeof s.SignedFile>, never>({
  method: 'GET',
  path: '/files/:id',
  access: 'public',
  errors: ['NOT_FOUND'],
})
