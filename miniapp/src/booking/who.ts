import type { BookingView } from '@yike/shared/booking/schemas'

/** 「妈妈」, or 「我」 for the person who reads. */
export const whoInWords = ({ who }: Pick<BookingView, 'who'>) => who.relation ?? '我'

/** 「妈妈的午餐」; one's own is just 午餐. */
export const whatInWords = ({ who, sitting }: Pick<BookingView, 'who' | 'sitting'>) =>
  who.relation ? `${who.relation}的${sitting.title}` : sitting.title
