/** From which age to which somebody may come; null where there is no such limit. */
export interface AgeLimits {
  minAge: number | null
  maxAge: number | null
}

/** Whether somebody may come; one whose age is not known is let through, as the API does. */
export const fitsAge = ({ minAge, maxAge }: AgeLimits, age: number | null) =>
  age === null || ((minAge === null || age >= minAge) && (maxAge === null || age <= maxAge))

/** 「6–12 岁」, 「60 岁以上」, 「12 岁以下」; null for everybody. */
export function agesInWords({ minAge, maxAge }: AgeLimits): string | null {
  if (minAge !== null && maxAge !== null) return `${minAge}–${maxAge} 岁`
  if (minAge !== null) return `${minAge} 岁以上`
  return maxAge === null ? null : `${maxAge} 岁以下`
}

/** Whether a year of birth changes what somebody pays, or whether they may come at all. */
export const asksAge = ({ fees, ...limits }: AgeLimits & { fees: readonly { who: string }[] }) =>
  agesInWords(limits) !== null || fees.some(({ who }) => who.includes('岁'))
