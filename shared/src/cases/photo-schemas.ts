import { Id, z } from '../zod'

/** A photo of a case: of its report or of a step. */
export const ByPhoto = z.strictObject({ id: Id, photoId: Id })
export const RedactCasePhoto = ByPhoto.extend({
  /** The same picture with what nobody else may see covered, uploaded by the caller. */
  redactedId: Id,
})
