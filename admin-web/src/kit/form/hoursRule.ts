import { hoursProblem, type WorkHours } from '@yike/shared/time/work-hours'

/** The rule of a HoursField in a form: the first fault in a sentence. */
export const hoursRule = {
  validator: (_: unknown, said: WorkHours) => {
    const problem = hoursProblem(said)
    return problem ? Promise.reject(new Error(problem)) : Promise.resolve()
  },
}
