import { endpoint } from '../endpoint'
import type { Photo } from '../files/schemas'
import type { z } from '../zod'
import type * as p from './photo-schemas'
import type { StaffCase } from './schemas'

/**
 * From now on a photo of a case is shown with a face or a plate covered: to receivers, to the reporter, and to the office.
 * The original is kept. INVALID_INPUT where the covered picture is not of the same size in pixels.
 */
export const redactCasePhoto = endpoint<z.input<typeof p.RedactCasePhoto>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/photos/:photoId/redaction',
  access: { staff: 'case.handle' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'PHOTO_TAKEN', 'INVALID_INPUT'],
})
/** The original of a redacted photo, for a look that goes on record each time. */
export const showOriginalPhoto = endpoint<z.input<typeof p.ByPhoto>, Photo>({
  method: 'POST',
  path: '/staff/cases/:id/photos/:photoId/original',
  access: { staff: 'case.see_reporter' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
