import { CourseDetails, PupilInput } from '../courses/schemas'
import { LoanOfBooking, LoanWish } from '../loans/schemas'
import { MealAsked, MealShown } from '../meals/details'
import { VisitOfBooking } from '../visits/schemas'
import { z } from '../zod'

/** The details that a resident gives for the parts of a kind, by part. Each part adds its field here. */
export const DetailsInput = z.strictObject({
  course: PupilInput.optional(),
  loan: LoanWish.optional(),
  meal: MealAsked.optional(),
})
export type DetailsInput = z.output<typeof DetailsInput>

/** The details of its parts that a booking shows. */
export const DetailsView = z.object({
  course: CourseDetails.optional(),
  loan: LoanOfBooking.optional(),
  meal: MealShown.optional(),
  visit: VisitOfBooking.optional(),
})
export type DetailsView = z.output<typeof DetailsView>
