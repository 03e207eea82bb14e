import {
  PLACE_CATEGORIES,
  PLACE_CATEGORY_CODES,
  PLACE_STATUSES,
  PLACE_STATUS_CODES,
  type PlaceCategory,
  type PlaceStatus,
} from '@yike/shared/directory/categories'
import {
  changePlace,
  createPlace,
  getStaffPlace,
  listOrganizations,
  listPlaceChanges,
  removePlace,
  verifyPlace,
} from '@yike/shared/directory/endpoints'
import { problemWithHours, type OpeningHours } from '@yike/shared/directory/hours'
import type { StaffPlace } from '@yike/shared/directory/schemas'
import type { InputOf } from '@yike/shared/endpoint'
import type { Photo } from '@yike/shared/files/schemas'
import type { LngLat } from '@yike/shared/geo/walking'
import { App, AutoComplete, Button, Checkbox, Form, Input, Popconfirm, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { ChangeLog } from './ChangeLog'
import { HoursField } from './HoursField'
import { PageHead } from '../kit/page/PageHead'
import { PositionField } from '../kit/map/PositionField'
import { Refusal } from '../kit/form/Refusal'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useMe } from '../lib/useMe'
import { PhotoField } from '../lib/PhotoField'
import { useRead, useWrite } from '../lib/query'

export default function PlacePage() {
  const { id } = useParams()
  return id ? <PlaceById key={id} id={id} /> : <PlaceForm />
}

function PlaceById({ id }: { id: string }) {
  const { data: place, error, refetch } = useRead(getStaffPlace, { id })
  /** What others change meanwhile does not touch the form; asking for the newest starts it anew. */
  const [round, setRound] = useState(0)
  if (error && !place) return <Failed error={error} onRetry={refetch} />
  if (!place) return <Loading />
  return <PlaceForm key={round} place={place} onRenew={() => setRound(round + 1)} />
}

type AccessibilityCode = NonNullable<InputOf<typeof createPlace>['accessibility']>[number]
const ACCESSIBILITY: Record<AccessibilityCode, string> = {
  ramp: '有坡道',
  lift: '有电梯',
  toilet: '无障碍厕所',
  parking: '能停车',
}

interface Fields {
  communityId: string
  name: string
  category: PlaceCategory
  address: string
  position: LngLat
  phone?: string
  morePhones: string[]
  status: PlaceStatus
  alert?: string
  about: string
  hours: OpeningHours
  accessibility: AccessibilityCode[]
  photos: Photo[]
  organization?: string
}

function PlaceForm({ place, onRenew }: { place?: StaffPlace; onRenew?: () => void }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { me } = useMe()
  const [form] = Form.useForm<Fields>()
  const communityId = Form.useWatch('communityId', form)
  const [revision] = useState(place?.revision ?? 0)
  const saved = () => {
    void message.success('存好了，居民马上能看到')
    void navigate('/places')
  }
  const create = useWrite(createPlace, saved)
  const change = useWrite(changePlace, saved)
  const remove = useWrite(removePlace, () => void navigate('/places'))
  const verify = useWrite(verifyPlace, () => void message.success('记下了，今天核对过'))
  const error = create.error ?? change.error ?? remove.error ?? verify.error
  const mayEdit = place?.can.edit ?? true
  const community = me?.communities.find(({ id }) => id === (place?.communityId ?? communityId)) ?? me?.communities[0]
  if (!me || !community) return <Loading />

  const save = ({ communityId: of, photos, phone, alert, organization, ...rest }: Fields) => {
    const fields = {
      ...rest,
      phone: phone?.trim() || null,
      alert: alert?.trim() || null,
      organization: organization?.trim() || null,
      photoIds: photos.map(({ id }) => id),
    }
    if (place) change.mutate({ id: place.id, revision, ...fields })
    else create.mutate({ communityId: of, ...fields })
  }

  return (
    <Form<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      disabled={!mayEdit}
      initialValues={initial(place, community.id)}
      onFinish={save}
    >
      <PageHead
        title={place?.name ?? '加一个地点'}
        note={place && <Link to={`/services?place=${place.id}`}>{place.serviceCount} 项服务</Link>}
        tools={
          <>
            {place?.can.verify && (
              <Button
                disabled={false}
                loading={verify.isPending}
                onClick={() => verify.mutate({ id: place.id, revision: place.revision })}
              >
                去看过，都对
              </Button>
            )}
            {mayEdit && place && place.serviceCount === 0 && (
              <Popconfirm
                title='把这个地点去掉？'
                description='居民再也找不到它。只是不开了，改成「已关」就行。'
                okText='去掉'
                cancelText='先不'
                onConfirm={() => remove.mutate({ id: place.id })}
              >
                <Button danger>去掉</Button>
              </Popconfirm>
            )}
            {mayEdit && (
              <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
                存好
              </Button>
            )}
          </>
        }
      />
      <Refusal error={error} />
      {error?.code === 'CONFLICT' && onRenew && (
        <button type='button' className='link-button' onClick={onRenew}>
          看别人改好的
        </button>
      )}
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane'>
            <div className='form-row'>
              <Form.Item name='name' label='名字' rules={[{ required: true, whitespace: true, message: '写上名字' }]}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name='category' label='类别' rules={[{ required: true, message: '选一类' }]}>
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  options={PLACE_CATEGORY_CODES.map((code) => ({ value: code, label: PLACE_CATEGORIES[code].label }))}
                />
              </Form.Item>
            </div>
            <div className='form-row'>
              <Form.Item
                name='address'
                label='地址'
                rules={[{ required: true, whitespace: true, message: '写上地址' }]}
              >
                <Input maxLength={120} />
              </Form.Item>
              <Form.Item name='phone' label='电话'>
                <Input maxLength={20} inputMode='tel' />
              </Form.Item>
            </div>
            <Form.Item name='morePhones' label='别的电话' extra='值班室、院长。写一个，按回车'>
              <Select mode='tags' open={false} suffixIcon={null} maxCount={4} />
            </Form.Item>
            <Form.Item
              name='hours'
              label='什么时候开'
              rules={[
                {
                  validator: (_, hours: OpeningHours) => {
                    const problem = problemWithHours(hours)
                    return problem ? Promise.reject(new Error(problem)) : Promise.resolve()
                  },
                },
              ]}
            >
              <HoursField />
            </Form.Item>
            <Form.Item name='about' label='说明'>
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} showCount />
            </Form.Item>
            <Form.Item name='photos' label='照片'>
              <PhotoField />
            </Form.Item>
          </section>
          <section className='pane'>
            <Form.Item name='position' label='位置' rules={[{ required: true, message: '在图上点一下，或者填经纬度' }]}>
              <PositionField center={community.position} />
            </Form.Item>
          </section>
        </div>
        <div className='columns__side'>
          <section className='pane'>
            {!place && me.communities.length > 1 && (
              <Form.Item name='communityId' label='哪个社区'>
                <Select options={me.communities.map(({ id, name }) => ({ value: id, label: name }))} />
              </Form.Item>
            )}
            {(place || me.communities.length === 1) && (
              <Form.Item name='communityId' hidden>
                <Input />
              </Form.Item>
            )}
            <Form.Item name='status' label='开不开'>
              <Segmented
                block
                options={PLACE_STATUS_CODES.map((code) => ({ value: code, label: PLACE_STATUSES[code] }))}
              />
            </Form.Item>
            <Form.Item name='alert' label='要提醒一句' extra='一行字，居民在地点页最上面看到：装修到 12 月 1 日'>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name='organization' label='谁办的'>
              <OrganizationField />
            </Form.Item>
            <Form.Item name='accessibility' label='方便不方便'>
              <Checkbox.Group options={Object.entries(ACCESSIBILITY).map(([value, label]) => ({ value, label }))} />
            </Form.Item>
          </section>
          {place && <ChangeLog of={listPlaceChanges} id={place.id} />}
        </div>
      </div>
    </Form>
  )
}

/** Who runs it: one that is known here, or a new name. */
function OrganizationField({
  id,
  value,
  onChange,
}: {
  id?: string
  value?: string
  onChange?: (name: string) => void
}) {
  const q = useDebounced(value?.trim() ?? '')
  const { data } = useRead(listOrganizations, { q }, { keepLast: true })
  return (
    <AutoComplete
      id={id}
      value={value}
      options={data?.items.map(({ name }) => ({ value: name }))}
      placeholder='单位、公司或组织的全名'
      onChange={onChange}
    />
  )
}

const initial = (place: StaffPlace | undefined, communityId: string): Partial<Fields> =>
  place
    ? {
        ...place,
        category: place.category.code as PlaceCategory,
        status: place.status.code as PlaceStatus,
        phone: place.phone ?? undefined,
        alert: place.alert ?? undefined,
        organization: place.organization ?? undefined,
        accessibility: place.accessibility.map(({ code }) => code as AccessibilityCode),
      }
    : {
        communityId,
        status: 'active',
        about: '',
        morePhones: [],
        accessibility: [],
        photos: [],
        hours: { rules: [], exceptions: [], holidays: 'same' },
      }
