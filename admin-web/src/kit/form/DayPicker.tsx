import dayjsConfig from '@rc-component/picker/generate/dayjs'
import { dayOf } from '@yike/shared/time/china'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { typedDay } from './parseDay'

/** antd's calendar, except that typed text is read by us: dayjs would take a day without a year for this year's. */
export const DayPicker = DatePicker.generatePicker<Dayjs>({
  ...dayjsConfig,
  locale: {
    ...dayjsConfig.locale,
    parse: (_, text) => {
      const day = typedDay(text, dayOf(new Date()))
      return day ? dayjs(day) : null
    },
  },
})
