import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

/** Everything the home page shows, in one answer. */
export const getHome = endpoint<z.input<typeof s.GetHome>, s.HomeView>({
  method: 'GET',
  path: '/home',
  access: 'public',
  errors: [],
})
/** Today's numbers for staff, and the deadlines that come first. */
export const getToday = endpoint<z.input<typeof s.GetToday>, s.TodayView>({
  method: 'GET',
  path: '/staff/today',
  access: { staff: 'insight.read' },
  errors: [],
})
