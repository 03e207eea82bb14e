import { byServicePosition } from '../booking/area-records'
import type { AreaRecords } from '../territory/area-records'
import { SeriesModel } from './model'

export const scheduleAreaRecords: AreaRecords[] = [{ model: SeriesModel, what: '排班', ...byServicePosition }]
