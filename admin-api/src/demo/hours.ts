export const WEEK = [1, 2, 3, 4, 5, 6, 7]

export const WORKDAYS = [1, 2, 3, 4, 5]

export type Hours = [weekdays: number[], from: number, to: number][]

export const DAY: Hours = [[WEEK, 480, 1200]]

/** Hours of public offices, which keep the State Council's calendar too. */
export const OFFICE: Hours = [
  [WORKDAYS, 510, 720],
  [WORKDAYS, 810, 1050],
]

export const ALL: Hours = [[WEEK, 0, 1440]]
