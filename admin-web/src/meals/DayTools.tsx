import { addDays } from '@yike/shared/time/china'
import { Button, Space } from 'antd'
import dayjs from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { Icon } from '../kit/show/Icon'

/** One day back, a day from the calendar, one day ahead. */
export const DayTools = ({ day, onChange }: { day: string; onChange: (day: string) => void }) => (
  <Space.Compact>
    <Button aria-label='前一天' onClick={() => onChange(addDays(day, -1))}>
      <span className='meals__back'>
        <Icon name='right' size={14} />
      </span>
    </Button>
    <DayPicker
      aria-label='哪一天'
      allowClear={false}
      value={dayjs(day)}
      format='M月D日'
      onChange={(picked) => picked && onChange(picked.format('YYYY-MM-DD'))}
    />
    <Button aria-label='后一天' onClick={() => onChange(addDays(day, 1))}>
      <Icon name='right' size={14} />
    </Button>
  </Space.Compact>
)
