import type { BookingView } from './schemas'

/**
 * What somebody goes to: of a meal which one (「午餐第二批」), of everything else the service (「上门助浴」), because the
 * title of its sitting (「上午」) says too little by itself.
 */
export const whatIsBooked = ({ service, sitting }: Pick<BookingView, 'service' | 'sitting'>) =>
  service.kind.code === 'meal' ? sitting.title : service.name

/** What comes to the person, who then need not leave the house: 「赵护理上门」, 「送到家」. Null for what one goes to. */
export const comingInWords = ({ details: { visit, meal } }: Pick<BookingView, 'details'>) => {
  if (visit) return `${visit.carer.name}上门`
  return meal?.mode.code === 'delivery' ? meal.mode.label : null
}

/** When a service is held next; what is lent has no times, only days to choose. */
export const nextInWords = ({ next, kind }: { next: string | null; kind: { code: string } }) =>
  next ?? (kind.code === 'loan' ? '点开看哪天能借' : '最近没有排场次')
