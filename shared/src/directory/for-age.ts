/** The ages from which and to which somebody may come; null without a limit. */
export interface AgeLimits {
  minAge: number | null
  maxAge: number | null
}

/** Whether somebody may come; a person of unknown age may, as in the API. */
export const fitsAge = ({ minAge, maxAge }: AgeLimits, age: number | null) =>
  age === null || ((minAge === null || age >= minAge) && (maxAge === null || age <= maxAge))

/** 「6–12 岁」, 「60 岁以上」, 「12 岁以下」; null for everybody. */
export function agesInWords({ minAge, maxAge }: AgeLimits): string | null {
  if (minAge !== null && maxAge !== null) return `${minAge}–${maxAge} 岁`
  if (minAge !== null) return `${minAge} 岁以上`
  return maxAge === null ? null : `${maxAge} 岁以下`
}

/** Whether a year of birth changes somebody's price, or whether they may come at all. */
export const asksAge = ({ fees, ...limits }: AgeLimits & { fees: readonly { who: string }[] }) =>
  agesInWords(limits) !== null || fees.some(({ who }) => who.includes('岁'))
