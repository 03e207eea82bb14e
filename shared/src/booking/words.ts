import type { BookingView } from './schemas'

/**
 * The name of what somebody goes to: the sitting for a meal (「午餐第二批」), the service for everything else
 * (「上门助浴」), because the title of its sitting (「上午」) says too little by itself.
 */
export const whatIsBooked = ({ service, sitting }: Pick<BookingView, 'service' | 'sitting'>) =>
  service.kind.code === 'meal' ? sitting.title : service.name

/**
 * How a service comes to the person, who then need not leave the house: 「赵护理上门」, 「送到家」. Null for a service
 * that the person goes to.
 */
export const comingInWords = ({ details: { visit, meal } }: Pick<BookingView, 'details'>) => {
  if (visit) return `${visit.carer.name}上门`
  return meal?.mode.code === 'delivery' ? meal.mode.label : null
}

/** When a service is held next; a lending service has no times, only days to choose. */
export const nextInWords = ({ next, kind }: { next: string | null; kind: { code: string } }) =>
  next ?? (kind.code === 'loan' ? '点开看哪天能借' : '最近没有排场次')
