import { Coded, Day, QueryInt, z } from '../zod'

/** A calendar year; the report of it is due in January of the next one, which is a `Day` too. */
export const OfYear = z.strictObject({ year: QueryInt(2024, 2099) })

/** The data of people under 18 in one year: what is on record, on whose consent, and who of the staff saw it. */
export const MinorsReport = z.object({
  year: z.int(),
  /** The last day for the report of this year. */
  dueOn: Day,
  groups: z.array(
    z.object({
      group: Coded,
      people: z.int(),
      /** With the consent of a guardian on record; null where the law asks for none. */
      consented: z.int().nullable(),
    }),
  ),
  /** Kinds of data by their headings, and the number of records of each group. */
  held: z.array(z.object({ what: z.string(), counts: z.array(z.int()) })),
  /** Staff who saw them, by name, with the number of readings and of people. */
  readers: z.array(z.object({ name: z.string(), times: z.int(), people: z.int() })),
})
export type MinorsReport = z.output<typeof MinorsReport>
