import {
  changePlace,
  createPlace,
  getStaffPlace,
  listPlaceChanges,
  removePlace,
  verifyPlace,
} from '@yike/shared/directory/endpoints'
import type { StaffPlace } from '@yike/shared/directory/schemas'
import { App, Button, Form, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { ChangeLog } from './ChangeLog'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { ReportButton } from '../lib/ReportButton'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { useBackToList } from '../lib/lists'
import { factsFrom, formFrom, PlaceFields, type PlaceForm } from './place-form'
import { GuardedForm } from '../kit/form/unsaved'

export default function PlacePage() {
  const { id } = useParams()
  return id ? <PlaceById key={id} id={id} /> : <PlaceEditor />
}

function PlaceById({ id }: { id: string }) {
  const { data: place, error, refetch } = useRead(getStaffPlace, { id })
  /** Changes by others meanwhile do not touch the form; asking for the newest starts it anew. */
  const [round, setRound] = useState(0)
  if (error && !place) return <Failed error={error} onRetry={refetch} />
  if (!place) return <Loading />
  return <PlaceEditor key={round} place={place} onRenew={() => setRound(round + 1)} />
}

interface Fields extends PlaceForm {
  communityId: string
}

function PlaceEditor({ place, onRenew }: { place?: StaffPlace; onRenew?: () => void }) {
  const backToPlaces = useBackToList('/places')
  const { message } = App.useApp()
  const { me } = useMe()
  const [form] = Form.useForm<Fields>()
  const communityId = Form.useWatch('communityId', form)
  const [revision] = useState(place?.revision ?? 0)
  const saved = () => {
    void message.success('存好了，居民马上能看到')
    backToPlaces()
  }
  const create = useWrite(createPlace, saved)
  const change = useWrite(changePlace, saved)
  const remove = useWrite(removePlace, backToPlaces)
  const verify = useWrite(verifyPlace, () => void message.success('记下了，今天核对过'))
  const error = create.error ?? change.error ?? remove.error ?? verify.error
  const mayEdit = place?.can.edit ?? true
  const community = me?.communities.find(({ id }) => id === (place?.communityId ?? communityId)) ?? me?.communities[0]
  if (!me || !community) return <Loading />

  const save = ({ communityId: of, ...form }: Fields) => {
    if (place) change.mutate({ id: place.id, revision, ...factsFrom(form) })
    else create.mutate({ communityId: of, ...factsFrom(form) })
  }

  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      disabled={!mayEdit}
      initialValues={{ communityId: community.id, ...formFrom(place) }}
      onFinish={save}
    >
      <PageHead
        title={place?.name ?? '加一个地点'}
        note={place && <Link to={`/services?place=${place.id}`}>{place.serviceCount} 项服务</Link>}
        tools={
          <>
            {place && !mayEdit && <ReportButton type='place' id={place.id} />}
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
            <PlaceFields pane='facts' center={community.position} />
          </section>
          <section className='pane'>
            <PlaceFields pane='map' center={community.position} />
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
            <PlaceFields pane='upkeep' center={community.position} />
          </section>
          {place && <ChangeLog of={listPlaceChanges} id={place.id} />}
        </div>
      </div>
    </GuardedForm>
  )
}
