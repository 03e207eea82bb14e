import { fileCaseForSomebody } from '@yike/shared/cases/endpoints'
import type { Photo } from '@yike/shared/files/schemas'
import { getMatter } from '@yike/shared/matters/endpoints'
import type { Matter } from '@yike/shared/matters/schemas'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, Form, Input, Segmented, Select } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { PageHead } from '../kit/page/PageHead'
import { Failed, Loading } from '../kit/page/PageStates'
import { PersonPicker } from '../lib/PersonPicker'
import { PhotoField } from '../lib/PhotoField'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'

interface Fields {
  person?: PersonFound
  channel: 'counter' | 'phone'
  communityId: string
  description?: string
  papers?: Record<string, Photo[] | undefined>
}

/** A matter written down for somebody who came to the counter or phoned. */
export default function FileMatterPage() {
  const { id = '' } = useParams()
  const { data: matter, error, refetch } = useRead(getMatter, { id })
  if (error && !matter) return <Failed error={error} onRetry={refetch} />
  if (!matter) return <Loading />
  return <FileMatter matter={matter} />
}

function FileMatter({ matter }: { matter: Matter }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { me } = useMe()
  const file = useWrite(fileCaseForSomebody, (made) => {
    void message.success(`记下了，编号 ${made.number}`)
    void navigate(`/cases/${made.id}`)
  })
  if (!me) return <Loading />
  return (
    <Form<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ channel: 'counter', communityId: me.communities[0]?.id }}
      onFinish={({ person, papers = {}, description = '', ...rest }) =>
        file.mutate({
          ...rest,
          ...{ kind: 'matter', description, reporterId: person?.id },
          matter: {
            id: matter.id,
            papers: matter.papers.map(({ key }) => ({ key, photoIds: (papers[key] ?? []).map((photo) => photo.id) })),
          },
        })
      }
    >
      <PageHead
        title={`替人办：${matter.name}`}
        note={`${matter.forWhom}。材料带来的当面看，不用拍。`}
        tools={
          <>
            <Button onClick={() => void navigate('/matters')}>不办了</Button>
            <Button type='primary' htmlType='submit' loading={file.isPending}>
              登记
            </Button>
          </>
        }
      />
      <Refusal error={file.error} />
      <section className='pane'>
        <Form.Item name='person' label='给谁办' rules={[{ required: true, message: '选一位居民' }]}>
          <PersonPicker />
        </Form.Item>
        <Form.Item name='channel' label='怎么来的'>
          <Segmented
            options={[
              { value: 'counter', label: '到窗口来' },
              { value: 'phone', label: '电话打来' },
            ]}
          />
        </Form.Item>
        <Form.Item name='communityId' label='哪个社区' hidden={me.communities.length === 1}>
          <Select options={me.communities.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        {matter.papers.map(({ key, name, note }) => (
          <Form.Item key={key} name={['papers', key]} label={`${name}的照片（不拍也行）`} extra={note}>
            <PhotoField />
          </Form.Item>
        ))}
        <Form.Item name='description' label='想说的话'>
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </section>
    </Form>
  )
}
