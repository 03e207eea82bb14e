import { exportAttendance, exportBookings } from '@yike/shared/feeds/endpoints'
import { listStaffServices } from '@yike/shared/directory/endpoints'
import { addDays, dayOf } from '@yike/shared/time/china'
import { Button, DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { download } from '../lib/api'
import { useRead } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { useMe } from '../lib/useMe'
import './booking.css'
import { BookingLinks } from './BookingLinks'

type Format = 'xlsx' | 'csv'
const MONTH_BACK = -30

/** Files for the office: bookings of a period, and the attendance of a month. */
export default function ExportsPage() {
  const today = dayOf(useNow())
  const services = useRead(listStaffServices, { limit: 100 })
  const { mine } = useMe()
  const [serviceId, setService] = useState<string>()
  const [period, setPeriod] = useState<[Dayjs, Dayjs]>([dayjs(addDays(today, MONTH_BACK)), dayjs(today)])
  const [month, setMonth] = useState(dayjs(today))
  const [error, setError] = useState<Error | null>(null)
  const keep = async (name: string, file: Promise<Blob>) => {
    setError(null)
    await file.then((blob) => saveFile(name, blob)).catch((cause: unknown) => setError(cause as Error))
  }
  const bookings = (format: Format) => {
    const [from, to] = period.map((day) => day.format('YYYY-MM-DD')) as [string, string]
    return keep(`预约 ${from} 到 ${to}.${format}`, download(exportBookings, { from, to, serviceId, format }))
  }
  const attendance = (format: Format) => {
    const asked = month.format('YYYY-MM')
    return keep(`签到表 ${asked}.${format}`, download(exportAttendance, { month: asked, serviceId, format }))
  }
  return (
    <>
      <PageHead title='导出' note='只有您管的地方的。文件里有姓名和电话尾号，用完请收好。' />
      <BookingLinks here='files' />
      <section className='pane files'>
        <Form layout='vertical'>
          <Form.Item label='哪项服务'>
            <Select
              aria-label='哪项服务'
              allowClear
              placeholder='全部服务'
              value={serviceId}
              onChange={setService}
              options={mine(services.data?.items ?? []).map(({ id, name, placeName }) => ({
                value: id,
                label: `${name} · ${placeName}`,
              }))}
            />
          </Form.Item>
          <Form.Item label='预约明细' extra='一份预约一行：谁、哪一场、来没来、谁约的。最多一年。'>
            <span className='row'>
              <DatePicker.RangePicker
                allowClear={false}
                format='YYYY-MM-DD'
                value={period}
                onChange={(days) => days?.[0] && days[1] && setPeriod([days[0], days[1]])}
              />
              <Button onClick={() => void bookings('xlsx')}>Excel</Button>
              <Button onClick={() => void bookings('csv')}>CSV</Button>
            </span>
          </Form.Item>
          <Form.Item label='月签到表' extra='一人一行、一天一列：到、没来、取消，最后是合计。'>
            <span className='row'>
              <DatePicker
                picker='month'
                allowClear={false}
                format='YYYY年M月'
                value={month}
                onChange={(next) => next && setMonth(next)}
              />
              <Button onClick={() => void attendance('xlsx')}>Excel</Button>
              <Button onClick={() => void attendance('csv')}>CSV</Button>
            </span>
          </Form.Item>
        </Form>
        <Refusal error={error} />
      </section>
    </>
  )
}
