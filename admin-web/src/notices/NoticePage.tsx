// Over 300 lines: one form beside its preview; its fields share their rules and their draft.
import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import { seasonalNotice, seasonKey, type SeasonalNotice } from '@yike/shared/cases/seasonal-notice'
import {
  changeNotice,
  createNotice,
  getStaffNotice,
  removeNotice,
  withdrawNotice,
} from '@yike/shared/notices/endpoints'
import { NOTICE_KINDS, NOTICE_KIND_CODES, type NoticeKind } from '@yike/shared/notices/kinds'
import { blankFault } from '@yike/shared/notices/placeholders'
import type { StaffNotice } from '@yike/shared/notices/schemas'
import { minuteOf } from '@yike/shared/time/china'
import { App, Button, Checkbox, Form, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { PrintSheet } from '../kit/show/PrintSheet'
import { StatusTag } from '../kit/show/Tag'
import { TimeField } from '../kit/form/TimeField'
import { useUnsaved } from '../kit/form/unsaved'
import { useDraft } from '../kit/form/useDraft'
import { ReportButton } from '../lib/ReportButton'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { AudienceFields } from './AudienceFields'
import { checksOf, isNight, readingSeconds } from './checks'
import { History, NoticeSheet } from './NoticeSheet'
import { Preview } from './Preview'
import { PublishModal } from './PublishModal'

export default function NoticePage() {
  const { id } = useParams()
  const season = useSearchParams()[0].get('season')
  if (id) return <NoticeById key={id} id={id} />
  return season ? <NoticeOfSeason key={season} season={season} /> : <NoticeForm />
}

/** A notice that 未诉先办 begins. Its address names the line, so that it begins in another tab and after a reload as well. */
function NoticeOfSeason({ season }: { season: string }) {
  const { data, error, refetch } = useRead(listRecurringCases, {})
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  const line = data.seasonal.find((one) => seasonKey(one) === season)
  return <NoticeForm begun={line && seasonalNotice(line)} />
}

function NoticeById({ id }: { id: string }) {
  const { data: notice, error, refetch } = useRead(getStaffNotice, { id })
  const [round, setRound] = useState(0)
  if (error && !notice) return <Failed error={error} onRetry={refetch} />
  if (!notice) return <Loading />
  return <NoticeForm key={round} notice={notice} onRenew={() => setRound(round + 1)} />
}

interface Fields {
  communityId: string
  gridIds: string[]
  buildings: string[]
  kind: NoticeKind
  title: string
  urgent: boolean
  startsAt?: string | null
  endsAt?: string | null
  concerns: string
  spares: string
  body: string
  phone: string
}

/** Fields at the left, the resident's own screen at the right; publishing asks once more, and says who gets it. */
function NoticeForm({
  notice,
  begun,
  onRenew,
}: {
  notice?: StaffNotice
  begun?: SeasonalNotice | undefined
  onRenew?: () => void
}) {
  const navigate = useNavigate()
  const now = useNow()
  const { message } = App.useApp()
  const { me, may } = useMe()
  const [form] = Form.useForm<Fields>()
  const written = Form.useWatch((fields) => fields, form) as Partial<Fields> | undefined
  const [revision, setRevision] = useState(notice?.revision ?? 0)
  const [isWithdrawing, setWithdrawing] = useState(false)

  // What was written by hand before stays a draft of its own.
  const { draft, keep: keepDraft, drop } = useDraft<Fields>(begun ? `notice ${begun.title}` : 'notice')
  const create = useWrite(createNotice)
  // A new notice keeps its draft; an unsaved change of a notice on record is asked about.
  const [isChanged, setChanged] = useState(false)
  useUnsaved(isChanged)
  const change = useWrite(changeNotice, (saved) => {
    setRevision(saved.revision)
    setChanged(false)
  })
  const [publishing, setPublishing] = useState<StaffNotice | null>(null)
  const withdraw = useWrite(withdrawNotice, () => setWithdrawing(false))
  const remove = useWrite(removeNotice, () => void navigate('/notices'))
  const error = create.error ?? change.error ?? remove.error
  const isBusy = create.isPending || change.isPending
  const mayEdit = notice?.can.edit ?? true
  if (!me) return <Loading />

  const save = ({ communityId, ...fields }: Fields) =>
    notice ? change.mutateAsync({ id: notice.id, revision, ...fields }) : create.mutateAsync({ communityId, ...fields })
  const keep = async () => {
    const saved = await save(await form.validateFields())
    void message.success(notice?.publishedAt ? '存好了，居民看到的也改了' : '存成草稿了')
    if (notice) return
    drop()
    void navigate(`/notices/${saved.id}`, { replace: true })
  }
  const send = async () => {
    const written = await form.validateFields()
    const blanks = WORDS.flatMap((name) => {
      const fault = blankFault(written[name])
      return fault ? [{ name, errors: [fault] }] : []
    })
    form.setFields(blanks)
    if (blanks[0]) return form.scrollToField(blanks[0].name, { focus: true })
    setPublishing(await save(written))
  }
  /** The form and `error` show refusals; nothing more is to be done with them here. */
  const shown = () => undefined

  const text = { ...written, hasTimes: !!written?.startsAt }
  const checks = checksOf(text)
  const isAtNight = isNight(minuteOf(now)) && !written?.urgent
  const preview = {
    ...written,
    kind: written?.kind ?? (notice?.kind.code as NoticeKind) ?? 'affairs',
  }

  return (
    <>
      <PageHead
        title={notice ? (mayEdit ? '改通知' : notice.title) : '写通知'}
        note={
          notice ? <History notice={notice} now={now} /> : !may('notice.publish') && '您写好存成草稿，由社区管理员发布'
        }
        beside={
          notice && (
            <StatusTag tone={notice.state.code === 'published' ? 'done' : 'plain'}>{notice.state.label}</StatusTag>
          )
        }
        tools={
          <>
            {notice && (
              <PrintSheet label='打印张贴' title={notice.title} stamp={notice.from} isHandedOut>
                <NoticeSheet notice={notice} now={now} />
              </PrintSheet>
            )}
            {notice?.state.code === 'published' && !notice.can.withdraw && (
              <ReportButton type='notice' id={notice.id} />
            )}
            {notice?.can.remove && (
              <Popconfirm
                title='这份草稿不要了？'
                okText='不要了'
                cancelText='留着'
                onConfirm={() => remove.mutate({ id: notice.id })}
              >
                <Button danger>不要了</Button>
              </Popconfirm>
            )}
            {notice?.can.withdraw && (
              <Button danger onClick={() => setWithdrawing(true)}>
                撤回
              </Button>
            )}
            {mayEdit && (
              <Button
                type={notice ? 'default' : 'primary'}
                loading={create.isPending || change.isPending}
                onClick={() => void keep().catch(shown)}
              >
                {notice?.publishedAt ? '存好' : '存草稿'}
              </Button>
            )}
            {notice?.can.publish && (
              <Button type='primary' loading={isBusy} onClick={() => void send().catch(shown)}>
                发布…
              </Button>
            )}
          </>
        }
      />
      <Refusal error={error} />
      {error?.code === 'NOTICE_MOVED' && onRenew && (
        <button type='button' className='link-button' onClick={onRenew}>
          看别人改好的
        </button>
      )}
      <div className='columns'>
        <section className='pane columns__main notice'>
          <Form<Fields>
            form={form}
            layout='vertical'
            requiredMark={false}
            disabled={!mayEdit}
            initialValues={{ ...initial(notice, me.communities[0]), ...(notice ? {} : { ...begun, ...draft }) }}
            onValuesChange={(_, fields) => (notice ? setChanged(true) : keepDraft(fields))}
          >
            {!notice && me.communities.length > 1 ? (
              <Form.Item name='communityId' label='发给哪个社区'>
                <Select options={me.communities.map(({ id, name }) => ({ value: id, label: name }))} />
              </Form.Item>
            ) : (
              <Form.Item name='communityId' hidden>
                <Input />
              </Form.Item>
            )}
            <div className='form-row'>
              <Form.Item name='kind' label='哪一类' className='notice__kind'>
                <Select options={NOTICE_KIND_CODES.map((code) => ({ value: code, label: NOTICE_KINDS[code].label }))} />
              </Form.Item>
              <Form.Item
                name='title'
                label='标题'
                className='notice__title'
                rules={[{ required: true, whitespace: true, min: 4, message: '标题至少四个字，一眼看懂是什么事' }]}
              >
                <Input maxLength={30} showCount />
              </Form.Item>
            </div>
            <div className='form-row'>
              <Form.Item name='startsAt' label='从'>
                <TimeField />
              </Form.Item>
              <Form.Item
                name='endsAt'
                label='到'
                dependencies={['startsAt']}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, endsAt: string | null) => {
                      const startsAt = getFieldValue('startsAt') as string | null
                      const isBackward = startsAt && endsAt && Date.parse(endsAt) <= Date.parse(startsAt)
                      return isBackward ? Promise.reject(new Error('结束要晚于开始')) : Promise.resolve()
                    },
                  }),
                ]}
              >
                <TimeField />
              </Form.Item>
              <Form.Item
                name='phone'
                label='打电话找谁'
                rules={[{ required: true, message: '留个电话，看不明白的人好问' }]}
              >
                <Input maxLength={40} inputMode='tel' />
              </Form.Item>
            </div>
            {mayEdit && <AudienceFields chosen={written ?? {}} />}
            <div className='form-row'>
              <Form.Item name='concerns' label='影响谁'>
                <Input maxLength={60} placeholder='1–6 号楼' />
              </Form.Item>
              <Form.Item name='spares' label='不影响谁'>
                <Input maxLength={60} placeholder='7–12 号楼照常' />
              </Form.Item>
            </div>
            <Form.Item
              name='body'
              label='正文'
              extra='一段说一件事'
              rules={[{ required: true, whitespace: true, min: 10, message: '正文至少十个字' }]}
            >
              <Input.TextArea className='notice__body' autoSize={{ minRows: 9, maxRows: 22 }} maxLength={3000} />
            </Form.Item>
            <div className='checks' role='status'>
              {checks.map(({ isOk, said }) => (
                <span key={said} className={`strong ${isOk ? 'tone--done' : 'tone--soon'}`}>
                  <Icon name={isOk ? 'check' : 'info'} size={16} /> {said}
                </span>
              ))}
              <span className='note push nums'>约 {readingSeconds(text)} 秒读完</span>
            </div>
            <Form.Item name='urgent' valuePropName='checked' noStyle>
              <Checkbox>紧急：放在居民首页最上面</Checkbox>
            </Form.Item>
            {isAtNight && may('notice.publish') && (
              <p className='note notice__night'>
                现在发会吵到人：晚上十点到早上八点不打扰居民。不急的话先存草稿，早上再发。
              </p>
            )}
          </Form>
        </section>
        <div className='columns__side'>
          <Preview notice={preview} now={now} />
        </div>
      </div>
      {publishing && (
        <PublishModal
          notice={publishing}
          onPublished={() => void navigate('/notices')}
          onClose={() => setPublishing(null)}
        />
      )}
      {notice && (
        <ReasonModal
          open={isWithdrawing}
          title={`撤回「${notice.title}」`}
          hint={`${notice.readers} 人已经看过。撤回后居民看到的是原因。`}
          label='为什么撤回'
          action='撤回'
          error={withdraw.error}
          isPending={withdraw.isPending}
          onSubmit={(reason) => withdraw.mutate({ id: notice.id, reason })}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </>
  )
}

/** The fields in which a blank may be left. */
const WORDS = ['title', 'concerns', 'spares', 'body'] as const

const NOTHING_SAID = { urgent: false, concerns: '', spares: '', gridIds: [], buildings: [] }

const initial = (
  notice: StaffNotice | undefined,
  community: { id: string; phone: string } | undefined,
): Partial<Fields> =>
  notice
    ? {
        ...notice,
        kind: notice.kind.code as NoticeKind,
      }
    : { communityId: community?.id, phone: community?.phone, kind: 'affairs', ...NOTHING_SAID }
