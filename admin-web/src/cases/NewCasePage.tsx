import { fileCaseForSomebody } from '@yike/shared/cases/endpoints'
import {
  CASE_KINDS,
  SAID_KINDS,
  caseKind,
  circleOf,
  isTitledByKind,
  type CaseKindCode,
  type Circle,
  type FormPart,
} from '@yike/shared/cases/kinds'
import { DANGERS, dangerIn, phonesFor } from '@yike/shared/cases/dangers'
import type { Guide } from '@yike/shared/cases/guides'
import type { LngLat } from '@yike/shared/geo/walking'
import type { Photo } from '@yike/shared/files/schemas'
import type { Permission } from '@yike/shared/people/permissions'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, Form, Input, Segmented, Select } from 'antd'
import { Fragment } from 'react'
import { useNavigate } from 'react-router'
import { Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { PositionField } from '../kit/map/PositionField'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { useDraft } from '../kit/form/useDraft'
import { useNow } from '../kit/hooks/useNow'
import { useMe } from '../lib/useMe'
import { PersonPicker } from '../lib/PersonPicker'
import { PhotoField } from '../lib/PhotoField'
import { useWrite } from '../lib/query'
import { useBackToList } from '../lib/lists'
import { CategorySelect } from '../lib/CategorySelect'
import './cases.css'
import { DutyTimes } from './DutyTimes'
import { EarlierCases } from './EarlierCases'
import { answersFrom, QuestionFields, type AnswerFields } from './QuestionFields'
import { SuggestedCategories } from './SuggestedCategories'

const CHANNELS = { phone: '电话打来', counter: '到窗口来', grid: '巡查看到' } as const

interface Fields {
  channel: keyof typeof CHANNELS
  communityId: string
  who: 'known' | 'new' | 'nobody'
  person?: PersonFound
  name?: string
  phone?: string
  kind: CaseKindCode
  categoryId?: string
  title?: string
  description: string
  otherName?: string
  otherPhone?: string
  answers?: AnswerFields
  address?: string
  position?: LngLat
  photos?: Photo[]
}

const asks = (kind: CaseKindCode, part: FormPart) => (CASE_KINDS[kind].form as readonly FormPart[]).includes(part)

/** The permission without which the writer does not see again what they wrote down, and who goes on with it. */
const SEEN_BY: Record<Circle, { sees: Permission; goesOn: string }> = {
  office: { sees: 'case.read', goesOn: '' },
  mediators: { sees: 'mediation.direct', goesOn: '由管调解的同事接着办' },
  social_workers: { sees: 'casework.supervise', goesOn: '由社工接着做' },
  lawyers: { sees: 'legal.direct', goesOn: '由管法律援助的同事接着办' },
}

const WHO = { known: '找得到的居民', new: '写下姓名', nobody: '我自己发现的' } as const

/** The text that staff tell somebody before they write it down. */
const GuideNote = ({ guide: { title, lines, source } }: { guide: Guide }) => (
  <Form.Item label={title} extra={source}>
    <dl className='facts'>
      {lines.map(({ label, text }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  </Form.Item>
)

/** The numbers that the caller rings before anything is written down, where their words tell of a danger. */
function RingFirst({ words }: { words: string }) {
  const danger = dangerIn(words)
  if (!danger) return null
  const phones = phonesFor(danger, []).map(({ name, phone }) => `${phone}（${name}）`)
  return (
    <div role='status'>
      <Form.Item extra={DANGERS[danger].first}>
        <StatusTag tone='late'>{`${DANGERS[danger].label}：请他先打 ${phones.join('、')}`}</StatusTag>
      </Form.Item>
    </div>
  )
}

/** A call or a visit written down while the person is still speaking: the words first, the rest may follow. */
export default function NewCasePage() {
  const navigate = useNavigate()
  const backToCases = useBackToList('/cases')
  const { message } = App.useApp()
  const { me, may } = useMe()
  const now = useNow()
  const [form] = Form.useForm<Fields>()
  const {
    who,
    person: caller,
    kind,
    communityId,
    title,
    description,
    categoryId,
  } = Form.useWatch((fields) => fields, form) ?? {}
  const { draft, keep, drop } = useDraft<Fields>('case')
  const file = useWrite(fileCaseForSomebody, (made) => {
    drop()
    const { sees, goesOn } = SEEN_BY[circleOf(made.kind.code as CaseKindCode)]
    const isHidden = !may(sees)
    void message.success(
      `记下了，受理编号 ${made.number}${isHidden ? `。内容保密，${goesOn}` : ''}`,
      isHidden ? 8 : undefined,
    )
    void navigate(isHidden ? '/cases' : `/cases/${made.id}`)
  })
  if (!me) return <Loading />
  const questions = caseKind(kind ?? 'complaint').questions ?? []
  const community = me.communities.find(({ id }) => id === communityId) ?? me.communities[0]

  const submit = ({ who: from, person, name, phone, otherName, otherPhone, answers, photos = [], ...rest }: Fields) =>
    file.mutate({
      ...rest,
      parties:
        asks(rest.kind, 'parties') && otherName ? [{ name: otherName, phone: otherPhone || undefined }] : undefined,
      answers: answersFrom(caseKind(rest.kind).questions ?? [], answers),
      title: rest.title || undefined,
      address: rest.address || undefined,
      reporterId: from === 'known' ? person?.id : undefined,
      reporter: from === 'new' && name ? { name, phone: phone || undefined } : undefined,
      photoIds: photos.map(({ id }) => id),
    })

  return (
    <Form<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{
        channel: 'phone',
        who: 'known',
        kind: 'complaint',
        communityId: me.communities[0]?.id,
        ...draft,
      }}
      onValuesChange={(_, fields) => keep(fields)}
      onFinish={submit}
    >
      <PageHead
        title='登记来电诉求'
        note='先把话记下来，归哪一类可以等受理时再定'
        tools={
          <>
            <Button
              onClick={() => {
                drop()
                backToCases()
              }}
            >
              不登记了
            </Button>
            <Button type='primary' htmlType='submit' loading={file.isPending}>
              {file.isPending ? '正在记…' : '登记'}
            </Button>
          </>
        }
      />
      <Refusal error={file.error} />
      {file.error?.code === 'PERSON_KNOWN' && (
        <p className='row'>
          <Button
            onClick={() => {
              form.setFieldsValue({ who: 'known' })
              file.reset()
            }}
          >
            是同一位，去找他
          </Button>
          <Button
            loading={file.isPending}
            onClick={() => {
              const { variables } = file
              if (variables?.reporter)
                file.mutate({ ...variables, reporter: { ...variables.reporter, isSomebodyElse: true } })
            }}
          >
            不是同一位，照样登记
          </Button>
        </p>
      )}
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane'>
            <Form.Item
              name='description'
              label='说了什么'
              rules={[{ required: true, whitespace: true, min: 4, message: '至少写四个字，让办的人看得懂' }]}
            >
              <Input.TextArea autoFocus autoSize={{ minRows: 5, maxRows: 14 }} maxLength={2000} showCount />
            </Form.Item>
            <RingFirst words={description ?? ''} />
            <Form.Item name='kind' label='类型'>
              <Segmented
                options={SAID_KINDS.map((code) => ({ value: code, label: CASE_KINDS[code].label }))}
                onChange={() => form.setFieldValue('categoryId', undefined)}
              />
            </Form.Item>
            <div className='form-row'>
              {!isTitledByKind(kind ?? 'complaint') && (
                <Form.Item name='title' label='一句话说是什么事' extra='不写就用开头的几个字'>
                  <Input maxLength={40} showCount />
                </Form.Item>
              )}
              <Form.Item name='categoryId' label='类别' extra='拿不准就空着'>
                <CategorySelect kind={kind ?? 'complaint'} allowClear />
              </Form.Item>
            </div>
            <SuggestedCategories
              kind={kind ?? 'complaint'}
              text={[title, description].filter(Boolean).join(' ')}
              chosen={categoryId}
              onChoose={(id) => {
                form.setFieldValue('categoryId', id)
                keep(form.getFieldsValue())
              }}
            />
            {caseKind(kind ?? 'complaint').guide && <GuideNote guide={caseKind(kind ?? 'complaint').guide!} />}
            <QuestionFields asked={questions} />
            {asks(kind ?? 'complaint', 'parties') && (
              <div className='form-row'>
                <Form.Item name='otherName' label='对方是谁' extra='只有管调解的同事和调解员看得到，不知道就空着'>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name='otherPhone' label='对方的电话'>
                  <Input maxLength={40} inputMode='tel' />
                </Form.Item>
              </div>
            )}
            <Form.Item name='photos' label='照片'>
              <PhotoField />
            </Form.Item>
          </section>
          <section className='pane'>
            <Form.Item name='address' label='在哪儿' extra='楼号、路口、门口，怎么说就怎么写'>
              <Input maxLength={100} />
            </Form.Item>
            {community && (
              <Form.Item name='position' label='位置（知道再点）'>
                <PositionField center={community.position} />
              </Form.Item>
            )}
          </section>
        </div>
        <div className='columns__side'>
          <DutyTimes kind={kind ?? 'complaint'} />
          <section className='pane'>
            <Form.Item name='channel' label='怎么来的'>
              <Segmented block options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))} />
            </Form.Item>
            {me.communities.length > 1 && (
              <Form.Item name='communityId' label='哪个社区'>
                <Select options={me.communities.map(({ id, name }) => ({ value: id, label: name }))} />
              </Form.Item>
            )}
            {me.communities.length === 1 && (
              <Form.Item name='communityId' hidden>
                <Input />
              </Form.Item>
            )}
            <Form.Item name='who' label='谁说的'>
              <Select options={Object.entries(WHO).map(([value, label]) => ({ value, label }))} />
            </Form.Item>
            {who === 'known' && (
              <Form.Item name='person' label='居民' rules={[{ required: true, message: '选一位，或者改成写下姓名' }]}>
                <PersonPicker />
              </Form.Item>
            )}
            {who === 'new' && (
              <>
                <Form.Item name='name' label='怎么称呼' rules={[{ required: true, message: '写个称呼，答复时好叫人' }]}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name='phone' label='电话' extra='办好了往这个号码打'>
                  <Input maxLength={40} inputMode='tel' />
                </Form.Item>
              </>
            )}
          </section>
          {who === 'known' && caller && may('case.read') && (
            <EarlierCases
              key={caller.id}
              person={caller}
              words={description ?? ''}
              now={now}
              onAdded={(id) => {
                drop()
                void navigate(`/cases/${id}`)
              }}
            />
          )}
        </div>
      </div>
    </Form>
  )
}
