import { offered } from '../booking/carriers'
import type { Carrier } from '../territory/carriers'
import { SeriesModel } from './model'

export const scheduleCarriers: Carrier[] = [{ model: SeriesModel, what: '排班', ...offered }]
