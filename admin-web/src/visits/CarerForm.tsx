import { listStaffServices } from '@yike/shared/directory/endpoints'
import { listColleagues } from '@yike/shared/people/endpoints'
import { changeCarer, createCarer } from '@yike/shared/visits/endpoints'
import type { Photo } from '@yike/shared/files/schemas'
import type { CarerView } from '@yike/shared/visits/schemas'
import { WEEKDAYS } from '@yike/shared/time/china'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DaysField } from '../kit/form/DaysField'
import { PeriodField } from '../kit/form/PeriodField'
import { Refusal } from '../kit/form/Refusal'
import { PhotoField } from '../lib/PhotoField'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Fields {
  communityId: string
  name: string
  phone?: string
  personId?: string
  skills: string[]
  serviceIds: string[]
  hours: { weekdays: number[]; period: { from: number; to: number } }[]
  daysOff: Dayjs[]
  bufferMinutes: number
  active: boolean
  photos: Photo[]
}

const WORKDAYS = { weekdays: [1, 2, 3, 4, 5], period: { from: 480, to: 1020 } }

/** A carer, new or known: their skills, their working hours, the length of the way. */
export function CarerForm({ carer, onClose }: { carer: CarerView | undefined; onClose: () => void }) {
  const { me } = useMe()
  const services = useRead(listStaffServices, { kind: 'care', limit: 100 })
  const colleagues = useRead(listColleagues, {})
  const create = useWrite(createCarer, onClose)
  const change = useWrite(changeCarer, onClose)
  const communities = me?.communities ?? []

  const save = ({ communityId, phone, personId, hours, daysOff, photos, ...fields }: Fields) => {
    const common = {
      ...fields,
      phone: phone || null,
      personId: personId ?? null,
      hours: hours.map(({ weekdays, period }) => ({ weekdays, ...period })),
      daysOff: daysOff.map((day) => day.format('YYYY-MM-DD')),
      photoId: photos[0]?.id ?? null,
    }
    if (carer) change.mutate({ id: carer.id, revision: carer.revision, ...common })
    else create.mutate({ communityId, ...common })
  }
  return (
    <GuardedDrawer open title={carer ? carer.name : '加护理员'} size={460} onClose={onClose}>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{
          communityId: communities[0]?.id,
          name: carer?.name,
          phone: carer?.phone ?? undefined,
          personId: carer?.personId ?? undefined,
          skills: carer?.skills ?? [],
          serviceIds: carer?.services.map(({ id }) => id) ?? [],
          hours: carer?.hours.map(({ weekdays, from, to }) => ({ weekdays, period: { from, to } })) ?? [WORKDAYS],
          daysOff: carer?.daysOff.map((day) => dayjs(day)) ?? [],
          bufferMinutes: carer?.bufferMinutes ?? 20,
          active: carer?.active ?? true,
          photos: carer?.photo ? [carer.photo] : [],
        }}
        onFinish={save}
      >
        {!carer && communities.length > 1 && (
          <Form.Item name='communityId' label='哪个社区'>
            <Select options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        {(carer || communities.length <= 1) && <Form.Item name='communityId' hidden />}
        <div className='form-row'>
          <Form.Item name='name' label='姓名' rules={[{ required: true, whitespace: true, message: '写上姓名' }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name='phone' label='工作电话' extra='居民看得到'>
            <Input inputMode='tel' maxLength={40} />
          </Form.Item>
        </div>
        <Form.Item name='photos' label='照片' extra='给约了上门的人和家里人看，开门认得出来'>
          <PhotoField max={1} />
        </Form.Item>
        <Form.Item name='personId' label='工作账号' extra='用这个账号登录手机，就看到自己今天的单子'>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={colleagues.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name='skills' label='会什么'>
          <Select mode='tags' maxCount={20} placeholder='助浴、理发、测血压' />
        </Form.Item>
        <Form.Item name='serviceIds' label='做哪些服务'>
          <Select
            mode='multiple'
            optionFilterProp='label'
            options={services.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.List name='hours'>
          {(rows, { add, remove }) => (
            <Form.Item label='什么时候上班'>
              {rows.map(({ key, name }) => (
                <div key={key} className='visits__shift'>
                  <Form.Item name={[name, 'weekdays']} rules={[{ required: true, message: '至少选一天' }]}>
                    <Select
                      mode='multiple'
                      aria-label='星期几'
                      options={WEEKDAYS.map((label, n) => ({ value: n + 1, label }))}
                    />
                  </Form.Item>
                  <div className='row'>
                    <Form.Item name={[name, 'period']} noStyle>
                      <PeriodField />
                    </Form.Item>
                    <Button type='text' onClick={() => remove(name)}>
                      去掉
                    </Button>
                  </div>
                </div>
              ))}
              <Button onClick={() => add(WORKDAYS)}>加一段时间</Button>
            </Form.Item>
          )}
        </Form.List>
        <Form.Item name='daysOff' label='休息的日子' extra='已经约好的不会自动改，日历上会标出来'>
          <DaysField />
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='bufferMinutes' label='两户之间留几分钟' extra='路上走的、收拾的'>
            <InputNumber min={0} max={180} step={5} />
          </Form.Item>
          <Form.Item name='active' label='在岗' valuePropName='checked'>
            <Switch />
          </Form.Item>
        </div>
        <Refusal error={create.error ?? change.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
            存好
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}
